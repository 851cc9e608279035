import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Ladder,
  type Load,
  limitsOf,
  overNewLink,
  PAUSED,
  RUNGS,
  screenLimitsOf,
  stepLadder,
  TOP,
} from './ladder.js';

const EASY: Omit<Load, 'at'> = {
  loss: 0,
  roundTripMs: 50,
  bitrate: 1_000_000,
  availableBitrate: 2_500_000,
  isCpuLimited: false,
  isUnheard: false,
};
const LOSSY = { ...EASY, loss: 0.2 };
type Weight = Omit<Load, 'at'>;

/** One state a second, from `from` on; the first is the state before. */
function run(loads: readonly Weight[], from: Ladder = TOP, at = 1_000_000): Ladder[] {
  const states = [from];
  for (const [second, load] of loads.entries()) {
    states.push(stepLadder(states.at(-1) ?? TOP, { ...load, at: at + second * 1_000 }));
  }
  return states;
}
const seconds = (count: number, load: Weight): Weight[] => Array.from({ length: count }, () => load);
const levels = (states: readonly Ladder[]): number[] => states.map(({ level }) => level);
const last = (states: readonly Ladder[]): Ladder => states.at(-1) ?? TOP;
const changes = (all: readonly number[]): number => all.filter((level, at) => at > 0 && level !== all[at - 1]).length;

/** A way that carries so much: what is sent beyond it is lost and waits, and the browser's estimate follows. */
function overWay(capacity: (second: number) => number, count: number): Ladder[] {
  const states = [TOP];
  for (let second = 0; second < count; second += 1) {
    const before = states.at(-1) ?? TOP;
    const carries = capacity(second);
    const wants = 50_000 + (before.level === PAUSED ? 0 : (RUNGS[before.level]?.maxBitrate ?? 1_700_000) * 0.6);
    const isOver = wants > carries;
    // What little is sent says little of what could be.
    const availableBitrate = Math.min(carries, wants * 1.5 + 10_000, 2_500_000);
    const felt = { loss: isOver ? 0.1 : 0, roundTripMs: isOver ? 500 : 50, bitrate: Math.min(wants, carries) };
    const at = 1_000_000 + second * 1_000;
    states.push(stepLadder(before, { ...felt, at, availableBitrate, isCpuLimited: false, isUnheard: false }));
  }
  return states;
}

describe('the ladder', () => {
  test('stays at the top while all is easy, and over two bad seconds', () => {
    expect(levels(run(seconds(60, EASY)))).toEqual(Array.from({ length: 61 }, () => 0));
    const blip = [...seconds(20, EASY), LOSSY, LOSSY, ...seconds(20, EASY)];
    expect(Math.max(...levels(run(blip)))).toBe(0);
  });

  test('goes down a step at a time, to no picture at the end, and says that it is the network', () => {
    const states = run([...seconds(10, EASY), ...seconds(30, LOSSY)]);
    expect(last(states)).toMatchObject({ level: PAUSED, because: 'network' });
    expect(Math.max(...levels(states).map((level, at, all) => level - (all[at - 1] ?? 0)))).toBe(1);
  });

  test('goes down where the browser finds less than the step needs, once its estimate has had time', () => {
    const little = { ...EASY, bitrate: 280_000, availableBitrate: 300_000 };
    expect(Math.max(...levels(run(seconds(7, little))))).toBe(0);
    expect(last(run(seconds(40, little))).level).toBe(2);
  });

  test('takes an estimate that is low because little is sent for what it is', () => {
    const still = { ...EASY, bitrate: 60_000, availableBitrate: 100_000 };
    expect(last(run(seconds(60, still))).level).toBe(0);
  });

  test('goes down where packets wait longer than at ease, however long the way is by itself', () => {
    const far = { ...EASY, roundTripMs: 600 };
    expect(last(run(seconds(60, far))).level).toBe(0);
    expect(last(run([...seconds(10, far), ...seconds(6, { ...far, roundTripMs: 1_000 })])).level).toBe(1);
  });

  test('goes at once to what the way carries where the browser has found it', () => {
    const cut = { ...EASY, loss: 0.6, bitrate: 400_000, availableBitrate: 80_000 };
    expect(last(run([...seconds(20, EASY), ...seconds(3, cut)])).level).toBe(PAUSED);
    const half = { ...cut, availableBitrate: 300_000 };
    expect(last(run([...seconds(20, EASY), ...seconds(3, half)])).level).toBe(2);
  });

  test('goes down where the other side’s reports get lost while its media come', () => {
    expect(last(run([...seconds(20, EASY), ...seconds(12, { ...EASY, isUnheard: true })])).level).toBe(PAUSED);
  });

  test('climbs from the pause though sound alone is reported on every 5 s only', () => {
    const sound = Array.from({ length: 120 }, (_, second) => ({ ...EASY, isUnheard: second % 5 > 2 }));
    const paused = { ...TOP, level: PAUSED, because: 'network' } as const;
    expect(levels(run(sound.slice(0, 16), paused)).at(-1)).toBe(PAUSED - 1);
  });

  test('for a slow computer makes the picture smaller, and never pauses it', () => {
    const states = run(seconds(120, { ...EASY, isCpuLimited: true }));
    expect(last(states)).toMatchObject({ level: 2, because: 'cpu' });
  });

  test('climbs again when it is calm, and is at the top within a minute of a first trouble', () => {
    const states = run([...seconds(10, EASY), ...seconds(30, LOSSY), ...seconds(60, EASY)]);
    expect(last(states)).toMatchObject({ level: 0, because: null });
  });

  test('waits longer before each step up that did not hold', () => {
    const states = overWay(() => 60_000, 600);
    const ups = levels(states).flatMap((level, at, all) => (level < (all[at - 1] ?? 0) ? [at] : []));
    const gaps = ups.map((at, index) => at - (ups[index - 1] ?? at)).slice(1);
    expect(gaps.length).toBeGreaterThan(2);
    expect(gaps).toEqual([...gaps].sort((one, two) => one - two));
  });

  test('keeps its level and its patience over a new link, and measures that anew', () => {
    const paused = last(run([...seconds(10, EASY), ...seconds(30, LOSSY)]));
    expect(overNewLink(paused)).toEqual({
      ...TOP,
      level: PAUSED,
      because: 'network',
      patienceMs: paused.patienceMs,
    });
  });
});

describe('whatever the load,', () => {
  const weight = fc.record({
    loss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    roundTripMs: fc.option(fc.double({ min: 0, max: 3_000, noNaN: true })),
    bitrate: fc.integer({ min: 0, max: 3_000_000 }),
    availableBitrate: fc.option(fc.integer({ min: 0, max: 3_000_000 })),
    isCpuLimited: fc.boolean(),
    isUnheard: fc.boolean(),
  });

  test('a constant one moves the ladder only one way until it stands, above the pause', () => {
    fc.assert(
      fc.property(weight, fc.integer({ min: 0, max: 3 }), (load, level) => {
        const all = levels(run(seconds(200, load), { ...TOP, level })).filter((each) => each < PAUSED);
        const moves = all.map((each, at) => Math.sign(each - (all[at - 1] ?? each)));
        expect(moves.includes(1) && moves.includes(-1)).toBe(false);
      }),
    );
  });

  test('at most 8 steps up a minute under any noise, and no more down than that and the ladder is long', () => {
    fc.assert(
      fc.property(fc.array(weight, { minLength: 120, maxLength: 120 }), (loads) => {
        const all = levels(run(loads));
        for (let from = 0; from + 60 < all.length; from += 20) {
          const minute = all.slice(from, from + 61);
          const ups = minute.filter((level, at) => at > 0 && level < (minute[at - 1] ?? level)).length;
          expect(ups).toBeLessThanOrEqual(8);
          expect(changes(minute)).toBeLessThanOrEqual(ups + PAUSED + ups);
        }
      }),
    );
  });

  test('a way of constant capacity is walked less and less often', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 3_000_000 }), (capacity) => {
        const all = levels(overWay(() => capacity, 900));
        expect(changes(all.slice(600))).toBeLessThanOrEqual(10);
      }),
      { numRuns: 60 },
    );
  });

  test('it is back at the top within five minutes after the trouble ends', () => {
    fc.assert(
      fc.property(fc.array(weight, { maxLength: 200 }), (loads) => {
        expect(last(run([...loads, ...seconds(300, EASY)])).level).toBe(0);
      }),
    );
  });

  test('over a way that is wide again after any narrowness it is back at the top within ten minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 20 }), (narrow) => {
        const way = (second: number): number => narrow[Math.floor(second / 10)] ?? 5_000_000;
        expect(last(overWay(way, narrow.length * 10 + 600)).level).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a sender is told', () => {
  test('is nothing at the top, less on each step, and to stop at the end', () => {
    expect(limitsOf(0, 720)).toEqual({});
    expect(limitsOf(1, 720)).toEqual({
      active: true,
      scaleResolutionDownBy: 720 / 540,
      maxFramerate: 24,
      maxBitrate: 900_000,
    });
    // A small picture is not made larger.
    expect(limitsOf(1, 480)).toMatchObject({ scaleResolutionDownBy: 1 });
    expect(limitsOf(3, 720)).toMatchObject({ scaleResolutionDownBy: 4, maxFramerate: 12 });
    expect(limitsOf(PAUSED, 720)).toMatchObject({ active: false });
  });

  test('keeps a shared screen sharp', () => {
    expect(screenLimitsOf(0)).toEqual({});
    expect(screenLimitsOf(2)).toEqual({ active: true, maxFramerate: 5, maxBitrate: 450_000 });
    expect(screenLimitsOf(PAUSED)).toMatchObject({ active: false });
  });
});
