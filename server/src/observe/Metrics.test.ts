import { describe, expect, it } from 'vitest';
import type { Finished, Ringing, Started } from '../calls/call.js';
import { Metrics } from './Metrics.js';

const ASKED = {
  callId: 'c',
  caller: { userId: 'ann', name: 'Ann', role: 'caller' },
  callerEndpoint: 'a',
  dialed: { userId: 'bob', name: 'Bob', role: 'caller' },
  flags: 3,
  param: 0,
  text: '',
  preconnect: false,
  room: null,
  requestedAt: 1_000,
} as const;
const BASE = { asked: ASKED, version: 1, ringingAt: 1_000, rang: [{ userId: 'bob', endpointId: 'b' }], left: [] };
const NOT_ALERTED = { alerts: 0, linkable: [] };
const NOBODY = { caller: null, callee: null };
const RINGING: Ringing = {
  ...BASE,
  state: 'ringing',
  targets: [ASKED.dialed],
  isShared: false,
  ...NOT_ALERTED,
  held: null,
  expiresAt: 46_000,
  lost: NOBODY,
};
const STARTED: Started = {
  ...BASE,
  state: 'started',
  callee: ASKED.dialed,
  startedAt: 8_000,
  roomId: 7,
  calleeEndpoint: 'b',
  lost: NOBODY,
  unshown: null,
  isTakenUp: false,
};
const FINISHED: Finished = {
  ...BASE,
  state: 'finished',
  callee: ASKED.dialed,
  code: 0,
  endedBy: 'caller',
  finishedAt: 46_000,
  startedAt: null,
  roomId: null,
  calleeEndpoint: null,
};

const HEALTH = { members: 3, open: 1, answered: 7, failed: 2, unasked: 4 };
const READINGS = { endpoints: () => 5, deciders: () => HEALTH, records: () => ({ waiting: 3, faults: 1 }) };

async function figures(metrics: Metrics): Promise<Record<string, number>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('frontdesk_'));
  return Object.fromEntries(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}

describe('figures', () => {
  it('of calls follow their states, and ring times end with the ringing', async () => {
    const metrics = new Metrics(READINGS);
    metrics.watch(null, RINGING);
    expect(await figures(metrics)).toMatchObject({
      'frontdesk_calls{state="ringing"}': 1,
      frontdesk_decision_seconds_count: 1,
      frontdesk_ring_seconds_count: 0,
      frontdesk_endpoints: 5,
    });
    metrics.watch(RINGING, STARTED);
    metrics.watch(STARTED, { ...STARTED, version: 3 });
    expect(await figures(metrics)).toMatchObject({
      'frontdesk_calls{state="ringing"}': 0,
      'frontdesk_calls{state="started"}': 1,
      frontdesk_ring_seconds_sum: 7,
    });
    metrics.watch(STARTED, { ...FINISHED, startedAt: 8_000, code: 100106 });
    expect(await figures(metrics)).toMatchObject({
      'frontdesk_calls{state="started"}': 0,
      'frontdesk_calls_ended_total{code="disconnected"}': 1,
      frontdesk_ring_seconds_count: 1,
    });
  });

  it('of a call that nobody answered count how long it rang; of one refused, none', async () => {
    const metrics = new Metrics(READINGS);
    metrics.watch(null, RINGING);
    metrics.watch(RINGING, { ...FINISHED, code: 100105 });
    metrics.watch(null, { ...FINISHED, ringingAt: null, code: 100102, finishedAt: 1_000 });
    expect(await figures(metrics)).toMatchObject({
      frontdesk_ring_seconds_count: 1,
      frontdesk_ring_seconds_sum: 45,
      frontdesk_decision_seconds_count: 2,
      'frontdesk_calls_ended_total{code="timeout"}': 1,
      'frontdesk_calls_ended_total{code="offline"}': 1,
    });
  });

  it('of those who decide are read from the panel', async () => {
    expect(await figures(new Metrics(READINGS))).toMatchObject({
      'frontdesk_deciders{state="asked"}': 2,
      'frontdesk_deciders{state="passed_over"}': 1,
      frontdesk_records_waiting: 3,
      frontdesk_records_faults_total: 1,
      'frontdesk_decisions_total{outcome="answered"}': 7,
      'frontdesk_decisions_total{outcome="failed"}': 2,
      'frontdesk_decisions_total{outcome="unasked"}': 4,
    });
  });

  it('of codes that parties make up count as other: they cannot make the list grow', async () => {
    const metrics = new Metrics(READINGS);
    for (const code of [4711, 4712, 4713]) metrics.watch(STARTED, { ...FINISHED, code });
    expect(await figures(metrics)).toMatchObject({ 'frontdesk_calls_ended_total{code="other"}': 3 });
  });
});
