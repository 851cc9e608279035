import type { NetworkView, StepResult } from '@frontdesk/client';
import { expect, it } from 'vitest';
import { checkReport } from './checkReport.js';

const OK: StepResult = { state: 'ok', reason: null, ms: 12.4 };
const BLOCKED: StepResult = { state: 'failed', reason: 'blocked', ms: null };

it('[P16] a report names the step that fails, with nothing that identifies the person', () => {
  const view: NetworkView = { page: OK, server: OK, socket: OK, direct: BLOCKED, udp: BLOCKED, tcp: OK, tls: OK };
  const devices = { cameras: [], microphones: [{ deviceId: 'secret', label: 'Headset' }], speakers: [] };
  const chosen = { cameraId: null, microphoneId: 'secret', speakerId: null };
  const at = new Date(0);
  expect(checkReport(view, { ...devices, ...chosen }, { at, address: 'https://a.example', agent: 'Any' })).toBe(
    `Frontdesk set-up check, 1970-01-01T00:00:00.000Z
address: https://a.example
browser: Any
summary: relayed
page: ok 12 ms
server: ok 12 ms
socket: ok 12 ms
direct: failed (blocked)
udp: failed (blocked)
tcp: ok 12 ms
tls: ok 12 ms
cameras: none
microphones: Headset
speakers: none`,
  );
});
