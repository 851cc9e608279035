import { describe, expect, it } from 'vitest';
import { estimateOf } from './estimate.js';

const MINUTE = 60_000;

describe('an estimate', () => {
  it.each([
    { place: 1, agents: 1, calls: 5 },
    { place: 1, agents: 1, calls: 400 },
    { place: 2, agents: 3, calls: 50 },
    { place: 8, agents: 4, calls: 50 },
    { place: 40, agents: 7, calls: 400 },
    { place: 40, agents: 7, calls: 10 },
  ])('holds the wait of four of five, at place $place with $agents agents, by $calls calls', (each) => {
    const { place, agents, calls } = each;
    const random = generator(7);
    const span = (): number => -Math.log(1 - random()) * MINUTE;
    let within = 0;
    const rounds = 4_000;
    for (let round = 0; round < rounds; round += 1) {
      let sum = 0;
      for (let call = 0; call < calls; call += 1) sum += span();
      const { fromMs, toMs } = estimateOf({ expectedMs: (place * sum) / calls / agents, ends: place, calls });
      // All agents are busy; each end lets the next one in line go.
      let wait = 0;
      for (let turn = 0; turn < place; turn += 1) wait += span() / agents;
      if (wait >= fromMs && wait <= toMs) within += 1;
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
