import { expect, it } from 'vitest';
import type { ChatEntry } from '../chat/chatViews.js';
import { holdersIn, holdOf } from './holdOf.js';

function entries(...said: readonly (readonly [string, ChatEntry['notice'], number])[]): ChatEntry[] {
  return said.map(([from, notice, at]) => ({ from, notice, at }) as ChatEntry);
}

it('[hold] who holds is who has said so last, since then', () => {
  const said = entries(
    ['ben', 'hold', 1],
    ['ana', 'snapshot', 2],
    ['ben', 'resume', 3],
    ['ben', 'hold', 4],
    ['ben', 'hold', 5],
  );
  expect([...holdersIn(said)]).toEqual([['ben', 4]]);
  expect([...holdersIn(entries(['ben', 'hold', 1], ['ben', 'resume', 2]))]).toEqual([]);
});

it('[hold] there is nobody to talk to only when all others hold; one who has left holds nobody', () => {
  const holders = new Map([['ben', 7]]);
  expect(holdOf(holders, { self: 'ana', others: ['ben'] })).toEqual({ own: false, other: true, since: 7 });
  expect(holdOf(holders, { self: 'ana', others: ['ben', 'cat'] })).toEqual({ own: false, other: false, since: null });
  expect(holdOf(holders, { self: 'ana', others: ['cat'] })).toEqual({ own: false, other: false, since: null });
  expect(holdOf(holders, { self: 'ben', others: ['ana'] })).toEqual({ own: true, other: false, since: 7 });
  expect(holdOf(new Map(), { self: 'ana', others: [] })).toEqual({ own: false, other: false, since: null });
});
