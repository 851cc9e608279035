import { describe, expect, it } from 'vitest';
import { type CallAnswer, isLost, offersOf, SILENT_MS, spentOf } from './offers.js';
import type { WayBack } from './WayBack.js';

const NOW = 9_000_000;

function way(name: string, fields: Partial<WayBack> = {}): WayBack {
  const userId = name.toLowerCase();
  return {
    session: { token: 'signed', user: { userId, name, role: 'caller' }, expiresAt: NOW + 1, receivedAt: 0 },
    endpointId: `${userId}-1`,
    callId: `c-${userId}`,
    other: { userId: 'bob', name: 'Bob' },
    stored: {},
    keptAt: NOW,
    ...fields,
  };
}

function said(...answers: [string, CallAnswer][]): ReadonlyMap<string, CallAnswer> {
  return new Map(answers);
}

const NOTHING = said();

describe('a page that may be lost', () => {
  it('is not, while it holds its lock, however long it has said nothing', () => {
    expect(isLost(way('Ann', { keptAt: 0 }), new Set(['ann-1', 'eve-1']), NOW)).toBe(false);
  });

  it('is, as soon as its lock is free, however lately it has said something', () => {
    expect(isLost(way('Ann'), new Set(['eve-1']), NOW)).toBe(true);
  });

  it('is judged by its own word where the browser has no locks', () => {
    expect(isLost(way('Ann', { keptAt: NOW - SILENT_MS }), null, NOW)).toBe(false);
    expect(isLost(way('Ann', { keptAt: NOW - SILENT_MS - 1 }), null, NOW)).toBe(true);
  });
});

describe('what is offered', () => {
  const lost = [way('Ann', { keptAt: NOW - 5 }), way('Eve'), way('Zoe')];

  it('is every lost call that goes on, the newest first, with both names', () => {
    expect(offersOf(lost, said(['c-ann', 'goes_on'], ['c-eve', 'goes_on'], ['c-zoe', 'over']))).toEqual([
      { endpointId: 'eve-1', self: { userId: 'eve', name: 'Eve', role: 'caller' }, other: lost[1]?.other },
      { endpointId: 'ann-1', self: { userId: 'ann', name: 'Ann', role: 'caller' }, other: lost[0]?.other },
    ]);
  });

  it('is nothing of which the server has not said that it goes on', () => {
    expect(offersOf(lost, said(['c-ann', 'missing'], ['c-eve', 'over']))).toEqual([]);
    expect(offersOf(lost, NOTHING)).toEqual([]);
  });
});

describe('what is thrown away', () => {
  const lost = [way('Ann')];

  it('is what is over, at once', () => {
    expect(spentOf(lost, said(['c-ann', 'over']), NOTHING)).toEqual(lost);
  });

  it('[C20] is what the server does not know, but not at the first time: it may be told of it yet', () => {
    expect(spentOf(lost, said(['c-ann', 'missing']), NOTHING)).toEqual([]);
    expect(spentOf(lost, said(['c-ann', 'missing']), said(['c-ann', 'goes_on']))).toEqual([]);
    expect(spentOf(lost, said(['c-ann', 'missing']), said(['c-ann', 'missing']))).toEqual(lost);
  });

  it('is nothing while the server does not answer, or the call goes on', () => {
    expect(spentOf(lost, NOTHING, said(['c-ann', 'missing']))).toEqual([]);
    expect(spentOf(lost, said(['c-ann', 'goes_on']), NOTHING)).toEqual([]);
  });
});
