import { describe, expect, it } from 'vitest';
import { accept, requestTo, ring, talk } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { Program, SILENCE } from '../../test/Program.js';
import { testToken } from '../../test/startServer.js';
import { type Town, useTown } from '../../test/useTown.js';

/** Dials; the code of the REPLY. */
async function codeOf(caller: Person, to: string): Promise<number> {
  const { callId } = await caller.does('call:request', requestTo(to));
  return (await caller.next('call:reply', ({ call }) => call.callId === callId)).code;
}

/** Two people of that town who can call each other from beginning to end. */
async function canCall(town: Town): Promise<void> {
  const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
  const { callId } = await talk(ann, bob);
  await bob.does('call:finish', { callId });
  expect(await ann.next('call:finish')).toMatchObject({ code: 0 });
}

describe('a slow business server', () => {
  const town = useTown({ DECIDE_MS: '60000' });

  it('[C4] holds up nobody but whom it thinks about: others call and hang up, and so may the caller', async () => {
    const [ann, bob, cid, dan] = [
      await town.enter('Ann'),
      await town.enter('Bob'),
      await town.enter('Cid'),
      await town.enter('Dan'),
    ];
    const started = await talk(cid, dan);
    const program = await town.attach((call) => (call.caller.userId === ann.userId ? SILENCE : { code: 0 }));
    const { callId } = await ann.does('call:request', requestTo(bob.userId));
    await program.next('call:decide', ({ call }) => call.callId === callId);
    await cid.does('call:finish', { callId: started.callId });
    await dan.next('call:finish');
    const other = await ring(dan, bob);
    await accept(other, dan, bob);
    await bob.does('call:finish', { callId: other.callId });
    await dan.next('call:finish', ({ call }) => call.callId === other.callId);
    await canCall(town);
    expect(await program.story(callId)).toEqual(['call:request 0 deciding']);
    expect(await ann.does('call:finish', { callId })).toMatchObject({ state: 'finished', code: 100101 });
    expect(await ann.does('call:request', requestTo(bob.userId))).toMatchObject({ state: 'deciding' });
  });
});

describe('a business server that fails', () => {
  const town = useTown({ DECIDE_MS: '1000', RATE_COMMANDS: '0' });

  it('[breaker] [C4] 5 times in a row is not asked any more, until a probe succeeds', async () => {
    const ann = await town.enter('Ann');
    const program = await town.attach(() => SILENCE);
    const others = await Promise.all(['Bob', 'Cid', 'Dan', 'Eve', 'Fay'].map((name) => town.enter(name)));
    const codes = await Promise.all(others.map((caller) => codeOf(caller, 'nobody')));
    expect(codes).toEqual([207, 207, 207, 207, 207]);
    for (let call = 0; call < 3; call += 1) expect(await codeOf(ann, 'nobody')).toBe(207);
    expect(program.asked).toHaveLength(5);
    // The probe is a call like any other; this one fails.
    program.deciding = () => 'nonsense';
    while (program.asked.length < 6) expect(await codeOf(ann, 'nobody')).toBe(207);
    program.deciding = () => ({ code: 4711 });
    let code = 207;
    while (code === 207) code = await codeOf(ann, 'nobody');
    for (let call = 0; call < 3; call += 1) expect(await codeOf(ann, 'nobody')).toBe(4711);
    expect([code, program.asked.length]).toEqual([4711, 10]);
  });
});

describe('several business servers', () => {
  const town = useTown({ DECIDE_MS: '60000' });

  it('[decides] [told once] decide in turn; of those who only watch none is asked, and all are told of every call', async () => {
    const one = await town.attach(() => ({ code: 1 }));
    const two = await town.attach(() => ({ code: 2 }));
    const three = await town.attach();
    const ann = await town.enter('Ann');
    const codes: number[] = [];
    for (let call = 0; call < 6; call += 1) codes.push(await codeOf(ann, 'nobody'));
    expect(codes).toEqual([1, 2, 1, 2, 1, 2]);
    expect([one.asked.length, two.asked.length, three.asked.length]).toEqual([3, 3, 0]);
    for (const program of [one, two, three]) {
      await program.settle();
      expect(program.news('call:request')).toHaveLength(6);
      expect(program.news('call:reply').map(({ code }) => code)).toEqual(codes);
    }
  });

  it('[C4] one that is lost takes only its own questions with it', async () => {
    const ann = await town.enter('Ann');
    const lost = await town.attach(() => SILENCE, { userId: 'lost' });
    const asked = lost.next('call:decide');
    const callers = [ann, await town.enter('Bob'), await town.enter('Cid')];
    const codes = Promise.all(callers.map((caller) => codeOf(caller, 'nobody')));
    await asked;
    await lost.vanish();
    expect((await codes).sort((a, b) => a - b)).toEqual([1, 2, 207]);
  });
});

describe('a lying business server', () => {
  const town = useTown({ DECIDE_MS: '60000' });

  it('[C4] that answers what others were asked, or nobody, or twice, decides nothing by it', async () => {
    const asked = await town.attach(() => SILENCE);
    const liar = await town.attach();
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    let answer: (decision: unknown) => void = () => undefined;
    asked.deciding = () => new Promise((resolve) => (answer = resolve));
    const { callId } = await ann.does('call:request', requestTo(bob.userId));
    await asked.next('call:decide');
    for (let id = 0; id < 50; id += 1) liar.sendRaw(`3/business,${id}[{"code":4711}]`);
    await liar.settle();
    expect([await ann.heard(), await liar.story(callId)]).toEqual([[], ['call:request 0 deciding']]);
    answer({ code: 0 });
    await bob.next('call:request');
    for (let id = 0; id < 50; id += 1) asked.sendRaw(`3/business,${id}[{"code":4711}]`);
    expect(await asked.story(callId)).toEqual(['call:request 0 deciding', 'call:reply 0 ringing']);
    expect(await ann.heard()).toEqual(['call:reply']);
  });
});

describe('a babbling business server', () => {
  const town = useTown();

  /** Sends so many commands that do nothing, and waits for the answer to the last. */
  function babble(program: Program, many: number) {
    const nothing = { callId: 'none', text: 'x' };
    for (let sent = 1; sent < many; sent += 1) program.socket.emit('call:update', nothing);
    return program.send('call:update', nothing);
  }

  it('[business rate] may send 5,000 commands in 10 s, then gets 100905, on every connection of it; people call all the same', async () => {
    const program = await town.attach(undefined, { userId: 'babbler' });
    const last = babble(program, 5_000);
    await canCall(town);
    expect(await last).toMatchObject({ error: { code: 100107 } });
    expect(await program.send('call:update', { callId: 'none' })).toMatchObject({ error: { code: 100905 } });
    expect(await program.send('call:update', {})).toMatchObject({ error: { code: 21 } });
    const again = await town.attach(undefined, { userId: 'babbler' });
    expect(await again.send('users:list', {})).toMatchObject({ error: { code: 100905 } });
    const other = await town.attach();
    expect(await other.send('users:list', {})).toMatchObject({ ok: true });
  });

  it('[business rate] may ask for a hundred lists in 10 s: each counts as fifty commands', async () => {
    const program = await town.attach();
    for (let list = 0; list < 100; list += 1) await program.does(list % 2 ? 'users:list' : 'calls:list', {});
    expect(await program.isRefused('calls:list', {})).toMatchObject({ code: 100905 });
  });

  it('[business rate] is cut off past ten times as many', { timeout: 60_000 }, async () => {
    const program = await town.attach();
    void babble(program, 50_001).catch(() => undefined);
    await canCall(town);
    await program.isGone();
    await canCall(town);
  });

  it('that sends a huge packet, or what is no packet, loses its own connection and nobody else’s', async () => {
    const ann = await town.enter('Ann');
    const watcher = await town.attach();
    const huge = await town.attach();
    huge.socket.emit('call:update', { callId: 'x', text: 'x'.repeat(200_000) });
    await huge.isGone();
    const broken = await town.attach();
    broken.sendRaw('2/business,["call:update",{');
    await broken.isGone();
    await canCall(town);
    await watcher.settle();
    expect([ann.gone, watcher.gone]).toEqual([null, null]);
  });
});

describe('RATE_COMMANDS=0', () => {
  const town = useTown({ RATE_COMMANDS: '0' });

  it('turns the limit of business servers off too', async () => {
    const token = await testToken('program', 'Program', 'business');
    const program = await Program.enter({ url: town.server.url, auth: { token } });
    for (let list = 0; list < 200; list += 1) await program.does('calls:list', {});
    program.socket.disconnect();
  });
});
