import { expect, it } from 'vitest';
import { keptFor, spanOf } from './keptFor.js';

const seconds = (count: number) => ({ unit: 'seconds', count });
const minutes = (count: number) => ({ unit: 'minutes', count });

it('counts what is left of the time that the service keeps a place, whatever that is', () => {
  expect(keptFor(60_000, 0)).toEqual({ read: seconds(60), spoken: seconds(60) });
  expect(keptFor(60_000, 12_400)).toEqual({ read: seconds(48), spoken: seconds(60) });
  expect(keptFor(60_000, 30_000)).toEqual({ read: seconds(30), spoken: seconds(30) });
  expect(keptFor(10_000, 2_000)).toEqual({ read: seconds(8), spoken: seconds(10) });
  expect(keptFor(600_000, 61_000)).toEqual({ read: minutes(8), spoken: minutes(9) });
  // A clock that was set back.
  expect(keptFor(60_000, -5_000)?.read).toEqual(seconds(60));
});

it('is over at its end', () => {
  expect(keptFor(60_000, 59_999)?.read).toEqual(seconds(1));
  expect(keptFor(60_000, 60_000)).toBeNull();
});

it('says minutes from two on, and never one too many', () => {
  expect([60_000, 119_000, 120_000, 179_999].map(spanOf)).toEqual([seconds(60), seconds(119), minutes(2), minutes(2)]);
});
