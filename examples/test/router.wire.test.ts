import { CODES } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { requestTo } from '../../server/test/calls.js';
import type { Person } from '../../server/test/Person.js';
import { testToken } from '../../server/test/startServer.js';
import { type Town, useTown } from '../../server/test/useTown.js';
import { Example } from './runExample.js';

/** Runs the router for the agents ines and jo. */
async function open(town: Town, restMs = 60_000, agents = 'ines,jo'): Promise<Example> {
  const router = Example.node('router', {
    FRONTDESK_URL: town.server.url,
    FRONTDESK_TOKEN: await testToken('router', 'Router', 'business'),
    AGENTS: agents,
    REST_MS: String(restMs),
  });
  await router.says('connected');
  return router;
}

/** Someone who dials the line; the id of the call. */
async function dial(person: Person): Promise<string> {
  return (await person.does('call:request', requestTo('support'))).callId;
}

/** Resolves when this caller is told this place. */
function place(person: Person, place: number) {
  return person.next('call:update', ({ call, param }) => call.state === 'waiting' && param === place);
}

const agent = (town: Town, userId: string) => town.enter(userId, { role: 'agent', userId });
const ringsFor = (person: Person, callId: string) => person.next('call:request', ({ call }) => call.callId === callId);
const accepts = (person: Person, callId: string) => person.does('call:reply', { callId, code: 0 });

// Each with a server of its own: two routers at one would share its questions.
describe('the router', () => {
  const town = useTown();

  test('[C4] [business command call:assign] callers hear their place, and are put through in the order in which they came', async () => {
    await open(town);
    const [anna, ben, cem] = [await town.enter('Anna'), await town.enter('Ben'), await town.enter('Cem')];
    const annas = await dial(anna);
    await place(anna, 1);
    const bens = await dial(ben);
    await place(ben, 2);
    await dial(cem);
    await place(cem, 3);

    const ines = await agent(town, 'ines');
    await ringsFor(ines, annas);
    await place(ben, 1);
    await place(cem, 2);
    await accepts(ines, annas);
    expect(await anna.next('call:start')).toMatchObject({ call: { callee: { userId: 'ines' } } });

    await anna.does('call:finish', { callId: annas });
    await ringsFor(ines, bens);
    await place(cem, 1);
  });
});

describe('the router', () => {
  const town = useTown({ RING_MS: '1000' });

  test('[business command call:assign] rings the next agent for a call that one refused and one did not answer', async () => {
    const restMs = 500;
    await open(town, restMs);
    const [ines, jo, anna] = [await agent(town, 'ines'), await agent(town, 'jo'), await town.enter('Anna')];
    const callId = await dial(anna);
    await ringsFor(ines, callId);
    await ines.does('call:reply', { callId, code: CODES.rejected });
    await ringsFor(jo, callId);
    expect(await jo.next('call:reply')).toMatchObject({ code: CODES.timeout, call: { state: 'waiting' } });
    await ringsFor(ines, callId);
    await accepts(ines, callId);
    await anna.next('call:start');
  });
});

describe('the router', () => {
  const town = useTown({ GRACE_RINGING_MS: '1000' });

  test('rings nobody who is in a call, and takes a call back from a page that is gone', async () => {
    await open(town);
    const [ines, anna] = [await agent(town, 'ines'), await town.enter('Anna')];
    const friend = await town.enter('Fred');
    const own = await ines.does('call:request', requestTo(friend.userId));
    await ringsFor(friend, own.callId);
    const callId = await dial(anna);
    await place(anna, 1);
    expect(await ines.heard()).toEqual(['call:reply']);

    await ines.does('call:reply', { callId: own.callId, code: CODES.canceled });
    const { call: ringing } = await ringsFor(ines, callId);
    await ines.leave();
    // Her time to come back is over, and the call waits again.
    await anna.next('call:update', ({ call }) => call.state === 'waiting' && call.version > ringing.version);
    const jo = await agent(town, 'jo');
    await ringsFor(jo, callId);
  });

  test('leaves whoever did not take a call in peace, whatever presence says', async () => {
    const router = await open(town, 60_000, 'kim,lea,max');
    const anna = await town.enter('Anna');
    await anna.does('presence:watch', { on: true });
    const isFree = (userId: string) =>
      anna.next('presence', ({ users }) => users.some((user) => user.userId === userId && user.status === 'available'));
    const [kim, lea] = [await agent(town, 'kim'), await agent(town, 'lea')];
    await isFree('lea');
    await kim.leave();
    // Presence has just been told, so it will be a quarter of a second late now, and kim is tried, once.
    const callId = await dial(anna);
    await ringsFor(lea, callId);
    expect(router.lines.filter((line) => line.includes('not assigned to kim')).length).toBeLessThan(2);

    await lea.does('call:reply', { callId, code: CODES.rejected });
    await isFree('lea');
    const max = await agent(town, 'max');
    await ringsFor(max, callId);
    expect(await lea.heard()).toEqual(['call:request']);
  });
});

describe('the router', () => {
  const town = useTown();

  test('moves everybody up when a caller leaves the line, and rings on when one leaves while it rings', async () => {
    await open(town);
    const [anna, ben, cem] = [await town.enter('Anna'), await town.enter('Ben'), await town.enter('Cem')];
    const annas = await dial(anna);
    const bens = await dial(ben);
    const cems = await dial(cem);
    await place(cem, 3);
    await anna.does('call:reply', { callId: annas, code: CODES.canceled });
    await place(ben, 1);
    await place(cem, 2);

    const ines = await agent(town, 'ines');
    await ringsFor(ines, bens);
    await ben.does('call:reply', { callId: bens, code: CODES.canceled });
    await ringsFor(ines, cems);
  });
});

describe('the router', () => {
  const town = useTown();

  test('killed and started again, it goes on with those who wait', async () => {
    const router = await open(town);
    const [anna, ben, ines] = [await town.enter('Anna'), await town.enter('Ben'), await agent(town, 'ines')];
    const annas = await dial(anna);
    await ringsFor(ines, annas);
    const bens = await dial(ben);
    await place(ben, 1);
    await router.kill();

    await open(town);
    await ines.does('call:reply', { callId: annas, code: CODES.rejected });
    await ringsFor(ines, annas);
    await accepts(ines, annas);
    await ines.does('call:finish', { callId: annas });
    await ringsFor(ines, bens);
  });
});

describe('the router', () => {
  const town = useTown();

  test('loses no call of a crowd, and offers none to two', async () => {
    await open(town, 60_000, 'ines,jo,kim');
    const agents = [await agent(town, 'ines'), await agent(town, 'jo'), await agent(town, 'kim')];
    for (const each of agents) {
      each.socket.on('call:request', ({ call: { callId } }) => void accepts(each, callId));
      each.socket.on('call:start', ({ call: { callId } }) => void each.does('call:finish', { callId }));
    }
    const callers = await Promise.all(Array.from({ length: 12 }, (_, at) => town.enter(`Caller ${at}`)));
    const calls = await Promise.all(callers.map(dial));
    for (const [at, caller] of callers.entries()) {
      await caller.next('call:finish', ({ call }) => call.callId === calls[at] && call.state === 'finished');
      expect(caller.news('call:start')).toHaveLength(1);
    }
    const rang = agents.flatMap((each) => each.news('call:request').map(({ call }) => call.callId));
    expect(rang.sort()).toEqual([...calls].sort());
  });
});
