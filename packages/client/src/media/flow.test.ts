import { expect, it } from 'vitest';
import { type Flow, flowOf, flowState } from './flow.js';

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
