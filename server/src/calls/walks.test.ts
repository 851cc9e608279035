import { type CallNews, CODES, type NewsMap } from '@frontdesk/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settled } from '../../test/VirtualClock.js';
import { type Told, World } from '../../test/World.js';
import { type LiveCall, partiesIn } from './call.js';
import type { Actor } from './rules.js';

const USERS = ['ann', 'bob', 'cat'] as const;
const PAGES = USERS.flatMap((user) => [`${user}-1`, `${user}-2`]);

type Move =
  | { readonly type: 'request'; readonly page: number; readonly to: number }
  | { readonly type: 'reply'; readonly page: number; readonly code: number }
  | { readonly type: 'finish'; readonly page: number; readonly code: number }
  | { readonly type: 'signal'; readonly page: number; readonly to: number }
  | { readonly type: 'alert'; readonly page: number; readonly preconnect: boolean }
  | { readonly type: 'lose'; readonly page: number; readonly saidBye: boolean }
  | { readonly type: 'open'; readonly page: number }
  | { readonly type: 'pass'; readonly ms: number };

const page = fc.nat({ max: PAGES.length - 1 });
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('request' as const), page, to: fc.nat({ max: USERS.length - 1 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('reply' as const),
      page,
      code: fc.constantFrom(CODES.ok, CODES.ok, CODES.rejected, CODES.canceled, CODES.busy, 7),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('finish' as const), page, code: fc.constantFrom(0, 100902) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('signal' as const), page, to: page }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('alert' as const), page, preconnect: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('lose' as const), page, saidBye: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('open' as const), page }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('pass' as const), ms: fc.constantFrom(1, 2_999, 9_999, 10_001, 44_000) }),
  },
);

/** Two to three people with two pages each, doing anything at any time; what is in one burst crosses on its way. */
const walk = fc.array(fc.array(move, { minLength: 1, maxLength: 4 }), { maxLength: 25 });

describe('whatever people do', () => {
  test('[C2][C6][C13][C22] nobody is in two calls, each side starts once, both hear the same end, and nothing is left', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(2, 3), walk, async (users, bursts) => {
        const world = new World({ preconnect: 'on' });
        const shown = new Set<string>();
        const actors = await Promise.all(PAGES.slice(0, users * 2).map((name) => world.open(name.slice(0, 3), name)));
        for (const burst of bursts) {
          await Promise.all(burst.map((move) => make(world, actors, move, shown)));
          await settled();
          await expectConsistent(world);
        }
        for (const actor of actors) await world.open(actor.userId, actor.endpointId);
        expectOrderedNews(world.told, shown);
        await endAll(world, actors);
        expectOrderedNews(world.told, shown);
        expect(world.timers).toBe(0);
        await world.clock.pass(200_000);
        expect(world.store.size).toEqual({ calls: 0, live: 0, requests: 0, rooms: 0, ended: 0 });
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});

/** `shown` gathers, as page and call, what `session:ready` shows a page that connects: one that was away at START has it from there. */
async function make(world: World, actors: readonly Actor[], move: Move, shown: Set<string>): Promise<unknown> {
  if (move.type === 'pass') return world.clock.pass(move.ms);
  const actor = actors[move.page % actors.length] as Actor;
  switch (move.type) {
    case 'request':
      return world.request(actor, USERS[move.to] ?? 'nobody', { preconnect: true });
    case 'lose':
      return world.lose(actor.endpointId, move.saidBye);
    case 'open': {
      await world.open(actor.userId, actor.endpointId);
      const { calls } = await world.switchboard.session(actor.userId, actor.endpointId);
      for (const { callId } of calls) shown.add(`${actor.endpointId} ${callId}`);
      return;
    }
  }
  const callId = (await world.store.liveCallOf(actor.userId))?.asked.callId ?? 'none';
  if (move.type === 'reply') return world.reply(actor, callId, move.code);
  if (move.type === 'alert') return world.alert(actor, callId, move.preconnect);
  if (move.type === 'finish') return world.finish(actor, callId, move.code);
  return world.signal(actor, callId, PAGES[move.to] ?? 'none');
}

/** At most one live call per user; a timer runs for each call that rings or misses a page, and for no other. */
async function expectConsistent(world: World): Promise<void> {
  const calls = new Map<string, LiveCall>();
  for (const userId of USERS) {
    const call = await world.store.liveCallOf(userId);
    if (call) calls.set(call.asked.callId, call);
  }
  const live = [...calls.values()];
  const parties = live.flatMap(partiesIn);
  expect(new Set(parties).size).toBe(parties.length);
  const timed = live.filter(({ state, lost }) => state === 'ringing' || lost.caller !== null || lost.callee !== null);
  expect(world.timers).toBe(timed.length);
  for (const call of live) if (call.state === 'started') expectPagesKnown(world, call);
}

/** Whoever is away is missed, whoever is there is not. */
function expectPagesKnown(world: World, call: Extract<LiveCall, { state: 'started' }>): void {
  expect(call.lost.caller === null).toBe(world.isConnected(call.asked.caller.userId, call.asked.callerEndpoint));
  expect(call.lost.callee === null).toBe(world.isConnected(call.callee.userId, call.calleeEndpoint));
}

/** Per page and call: versions never go back, one START at most, a signal only after it or along a link, nothing after the end. */
function expectOrderedNews(told: readonly Told[], shown: ReadonlySet<string>): void {
  const seen = new Map<string, { version: number; starts: number; isOver: boolean }>();
  const startsBySide = new Map<string, number>();
  /** Pairs of the caller's page and one of which it was told that a link may be made to it, by call. */
  const linked = new Set<string>();
  for (const { page, name, news } of told) {
    const callId = 'call' in news ? news.call.callId : 'callId' in news ? news.callId : undefined;
    if (callId === undefined) continue;
    const key = `${page} ${callId}`;
    const state = seen.get(key) ?? { version: 0, starts: 0, isOver: false };
    seen.set(key, state);
    expect(state.isOver, `${name} after the end at ${page}`).toBe(false);
    if (name === 'call:alert' && (news as NewsMap['call:alert']).preconnect) {
      linked.add(`${page} ${(news as NewsMap['call:alert']).from} ${callId}`);
    }
    if (name === 'call:signal') {
      const { from } = news as NewsMap['call:signal'];
      const isLinked = [`${page} ${from}`, `${from} ${page}`].some((pair) => linked.has(`${pair} ${callId}`));
      expect(state.starts === 1 || shown.has(key) || isLinked).toBe(true);
    }
    if (!('call' in news)) continue;
    const { call, code } = news as CallNews;
    expect(call.version).toBeGreaterThanOrEqual(state.version);
    state.version = call.version;
    if (name === 'call:start') {
      state.starts += 1;
      const side = `${page.slice(0, 3)} ${callId}`;
      startsBySide.set(side, (startsBySide.get(side) ?? 0) + 1);
      expect(startsBySide.get(side)).toBe(1);
    }
    const isEnd = name === 'call:finish' || (name === 'call:reply' && code !== CODES.ok);
    if (!isEnd) continue;
    state.isOver = true;
    if (code !== CODES.answeredElsewhere) expect(code).toBe(call.code);
    expect(name).toBe(call.startedAt === null || code === CODES.answeredElsewhere ? 'call:reply' : 'call:finish');
  }
}

async function endAll(world: World, actors: readonly Actor[]): Promise<void> {
  for (const actor of actors) {
    const call = await world.store.liveCallOf(actor.userId);
    if (!call) continue;
    const { caller, callerEndpoint, callId } = call.asked;
    await world.finish({ ...actor, endpointId: callerEndpoint, ...caller } as Actor, callId);
  }
  for (const userId of USERS) expect(await world.store.liveCallOf(userId)).toBeUndefined();
}
