import { describe, expect, it } from 'vitest';
import { estimateOf } from './estimate.js';

const MINUTE = 60_000;

describe('an estimate', () => {
  it('has no ground without calls, agents or a place', () => {
    const handled = Array.from({ length: 5 }, () => MINUTE);
    expect(estimateOf({ place: 1, agents: 1, handled: handled.slice(1) })).toBe(null);
    expect(estimateOf({ place: 1, agents: 0, handled })).toBe(null);
    expect(estimateOf({ place: 0, agents: 1, handled })).toBe(null);
  });

  it.each([
    { place: 1, agents: 1 },
    { place: 2, agents: 3 },
    { place: 8, agents: 4 },
    { place: 40, agents: 7 },
  ])('holds the wait of four of five, at place $place with $agents agents', ({ place, agents }) => {
    const random = generator(7);
    const span = (): number => -Math.log(1 - random()) * MINUTE;
    const handled = Array.from({ length: 400 }, span);
    const mean = handled.reduce((sum, each) => sum + each, 0) / handled.length;
    const estimate = estimateOf({ place, agents, handled });
    let within = 0;
    const rounds = 4_000;
    for (let round = 0; round < rounds; round += 1) {
      // All agents are busy; each end lets the next one in line go.
      let wait = 0;
      for (let each = 0; each < place; each += 1) wait += (-Math.log(1 - random()) * mean) / agents;
      if (estimate && wait >= estimate.fromMs && wait <= estimate.toMs) within += 1;
    }
    expect(within / rounds).toBeGreaterThan(0.77);
    expect(within / rounds).toBeLessThan(0.84);
  });
});

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
