import { expect, it } from 'vitest';
import { ManualClock } from '../testing/ManualClock.js';
import { SignalBatch } from './SignalBatch.js';
import type { LinkSignal } from './signals.js';

function candidate(name: string): LinkSignal {
  return { type: 'candidate', candidate: { candidate: name, sdpMid: '0', sdpMLineIndex: 0 } };
}

const OFFER: LinkSignal = { type: 'offer', sdp: 'v=0' };

it('sends candidates that come together in one array, and a single one as it is', () => {
  const clock = new ManualClock();
  const sent: object[] = [];
  const batch = new SignalBatch((data) => sent.push(data), clock);
  batch.add(candidate('a'));
  batch.add(candidate('b'));
  expect(sent).toEqual([]);
  clock.pass(20);
  batch.add(candidate('c'));
  clock.pass(20);
  expect(sent).toEqual([[candidate('a'), candidate('b')], candidate('c')]);
});

it('sends a description at once, and never before the candidates that came first', () => {
  const sent: object[] = [];
  const batch = new SignalBatch((data) => sent.push(data), new ManualClock());
  batch.add(candidate('a'));
  batch.add(OFFER);
  expect(sent).toEqual([candidate('a'), OFFER]);
});

it('sends nothing after its link has ended', () => {
  const clock = new ManualClock();
  const sent: object[] = [];
  const batch = new SignalBatch((data) => sent.push(data), clock);
  batch.add(candidate('a'));
  batch.close();
  clock.pass(1_000);
  expect(sent).toEqual([]);
  expect(clock.waiting).toBe(0);
});
