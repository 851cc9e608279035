import { expect, it } from 'vitest';
import { type Flow, flowOf, flowState, isFrozen } from './flow.js';

function report(packets: number, answers: number | null): RTCStatsReport {
  const pair = { type: 'candidate-pair', ...(answers !== null && { responsesReceived: answers }) };
  return new Map<string, object>([
    ['a', { type: 'inbound-rtp', packetsReceived: packets - 1 }],
    ['b', { type: 'inbound-rtp', packetsReceived: 1 }],
    ['c', pair],
  ]) as unknown as RTCStatsReport;
}

/** What is said each second of a story: packets and answers so far. */
function told(story: readonly (readonly [number, number | null])[], isExpected = true): string[] {
  let flow: Flow | null = null;
  return story.map(([packets, answers], second) => {
    flow = flowOf(report(packets, answers), flow, second * 1_000);
    return flowState(flow, isExpected, second * 1_000);
  });
}

it('[P12] knows a dead path: no packet and no answer', () => {
  const story = [
    [100, 1],
    [200, 1],
    [200, 1],
    [200, 1],
    [200, 1],
    [300, 1],
  ] as const;
  expect(told(story)).toEqual(['flowing', 'flowing', 'flowing', 'stalled', 'stalled', 'flowing']);
});

it('does not take a camera that is off for a dead path', () => {
  const story = [
    [100, 1],
    [200, 2],
    [200, 2],
    [200, 3],
    [200, 3],
    [200, 3],
    [200, 4],
  ] as const;
  expect(told(story, false)).not.toContain('stalled');
  expect(told(story)).toEqual(['flowing', 'flowing', 'flowing', 'doubtful', 'doubtful', 'doubtful', 'doubtful']);
});

it('where a browser counts no answers, believes in packets only while some are expected', () => {
  const story = [
    [100, null],
    [100, null],
    [100, null],
    [100, null],
  ] as const;
  expect(told(story)).toEqual(['flowing', 'flowing', 'doubtful', 'stalled']);
  expect(told(story, false)).toEqual(['flowing', 'flowing', 'flowing', 'flowing']);
});

it('[P12] knows a picture that is frozen though pictures come in', () => {
  const story = [
    [10, 10],
    [20, 20],
    [22, 20],
    [32, 20],
    [32, 20],
    [42, 21],
  ] as const;
  let flow: Flow | null = null;
  const seen = story.map(([framesReceived, framesDecoded], second) => {
    const video = { type: 'inbound-rtp', framesReceived, framesDecoded };
    flow = flowOf(new Map([['v', video]]) as unknown as RTCStatsReport, flow, second * 1_000);
    return isFrozen(flow, second * 1_000);
  });
  expect(seen).toEqual([false, false, false, true, true, false]);
});
