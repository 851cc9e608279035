import { expect, it } from 'vitest';
import { lengthsOf } from './lengths.js';

const timeline = (...moments: (readonly [at: number, kind: string, who?: string])[]) =>
  lengthsOf(moments.map(([at, kind, who = null]) => ({ at, kind, who })));

it('adds up all rings of a call, answered or not', () => {
  const twice = timeline(
    [0, 'waiting'],
    [10, 'offered'],
    [25, 'waiting'],
    [30, 'offered'],
    [34, 'started'],
    [90, 'finished'],
  );
  expect(twice).toEqual({ ringMs: 19, holdMs: 0 });
  expect(timeline([0, 'offered'], [7, 'finished'])).toEqual({ ringMs: 7, holdMs: 0 });
});

it('counts the time once in which both sides hold, and up to the end for one who never took up again', () => {
  const both = [
    [0, 'started'],
    [10, 'held', 'a'],
    [20, 'held', 'b'],
    [30, 'resumed', 'a'],
    [50, 'resumed', 'b'],
  ] as const;
  expect(timeline(...both, [90, 'finished'])).toEqual({ ringMs: 0, holdMs: 40 });
  expect(timeline([0, 'started'], [10, 'held', 'a'], [30, 'finished'])).toEqual({ ringMs: 0, holdMs: 20 });
});

it('ends the hold of a third who leaves', () => {
  const left = timeline([0, 'started'], [10, 'held', 'c'], [15, 'left', 'c'], [30, 'finished']);
  expect(left).toEqual({ ringMs: 0, holdMs: 5 });
});

it('ends the hold of one who hands the call over', () => {
  const handed = timeline([0, 'started'], [10, 'held', 'a'], [15, 'handedOver', 'a'], [30, 'finished']);
  expect(handed).toEqual({ ringMs: 0, holdMs: 5 });
});

it('is never below nothing, whatever the clock does', () => {
  expect(timeline([50, 'offered'], [20, 'started'], [60, 'held', 'a'], [40, 'resumed', 'a'])).toEqual({
    ringMs: 0,
    holdMs: 0,
  });
});
