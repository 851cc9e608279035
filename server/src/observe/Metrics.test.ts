import { describe, expect, it } from 'vitest';
import type { Finished, Ringing, Started } from '../calls/call.js';
import { Metrics } from './Metrics.js';

const BASE = {
  callId: 'c',
  version: 1,
  caller: { userId: 'ann', name: 'Ann', role: 'caller' },
  callerEndpoint: 'a',
  callee: { userId: 'bob', name: 'Bob', role: 'caller' },
  flags: 3,
  param: 0,
  text: '',
  requestedAt: 1_000,
  ringingAt: 1_000,
  rang: ['b'],
} as const;
const NOBODY = { caller: null, callee: null };
const RINGING: Ringing = { ...BASE, state: 'ringing', expiresAt: 46_000, lost: NOBODY };
const STARTED: Started = { ...BASE, state: 'started', startedAt: 8_000, roomId: 7, calleeEndpoint: 'b', lost: NOBODY };
const FINISHED: Finished = {
  ...BASE,
  state: 'finished',
  code: 0,
  endedBy: 'caller',
  finishedAt: 46_000,
  startedAt: null,
  roomId: null,
  calleeEndpoint: null,
};

async function figures(metrics: Metrics): Promise<Record<string, number>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('frontdesk_'));
  return Object.fromEntries(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}

describe('figures', () => {
  it('of calls follow their states, and ring times end with the ringing', async () => {
    const metrics = new Metrics(() => 5);
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
    const metrics = new Metrics(() => 0);
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

  it('of codes that parties make up count as other: they cannot make the list grow', async () => {
    const metrics = new Metrics(() => 0);
    for (const code of [4711, 4712, 4713]) metrics.watch(STARTED, { ...FINISHED, code });
    expect(await figures(metrics)).toMatchObject({ 'frontdesk_calls_ended_total{code="other"}': 3 });
  });
});
