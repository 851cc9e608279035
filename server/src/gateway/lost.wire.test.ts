import { describe, expect, it } from 'vitest';
import { accept, endedCall, missedCall, NOT_IN_CALL, requestTo, ring, talk } from '../../test/calls.js';
import { useTown } from '../../test/useTown.js';

const GRACE_MS = 1_000;
const town = useTown({ GRACE_RINGING_MS: String(GRACE_MS), GRACE_CALL_MS: String(GRACE_MS) });

describe.concurrent('a page lost while it rings', () => {
  it('[news call:peer] [C19] of the caller: every page of the callee is told, and told again when it is back', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await ring(ann, bob);
    await ann.vanish();
    const lost = { callId, endpointId: ann.endpointId, connected: false };
    expect(await bob.next('call:peer')).toEqual(lost);
    expect(await phone.next('call:peer')).toEqual(lost);
    const back = await town.again(ann);
    expect(back.ready.calls).toMatchObject([{ callId, state: 'ringing' }]);
    expect(await bob.next('call:peer')).toEqual({ ...lost, connected: true });
    await accept({ ...(back.ready.calls[0] ?? expect.fail()) }, back, bob);
    expect(await back.heard()).toEqual(['call:start']);
  });

  it('[code 100106] [C10] [C19] of the caller, for good: the callee gets REPLY 100106 everywhere', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await ring(ann, bob);
    await ann.vanish();
    const news = await bob.next('call:reply');
    const { version } = news.call;
    const call = missedCall(ann, bob, { callId, version, code: 100106, endedBy: 'server' });
    expect(news).toEqual({ call, code: 100106, param: 0, text: '' });
    expect(await phone.next('call:reply')).toEqual(news);
    expect(await bob.isRefused('call:reply', { callId, code: 0 })).toEqual(NOT_IN_CALL);
    expect((await town.again(ann)).ready).toMatchObject({ calls: [], ended: [{ callId, code: 100106 }] });
  });

  it('[C19] of the callee, the last one: the caller is told with no endpoint’s id', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    await bob.vanish();
    expect(await ann.next('call:peer')).toEqual({ callId, endpointId: null, connected: false });
    const back = await town.again(bob);
    expect(back.ready.calls).toMatchObject([{ callId, state: 'ringing' }]);
    expect(await ann.next('call:peer')).toEqual({ callId, endpointId: null, connected: true });
    await back.does('call:reply', { callId, code: 0 });
    expect(await ann.next('call:start')).toMatchObject({ call: { callId } });
  });

  it('[C19] of the callee: any page of theirs will do to come back with', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    await bob.vanish();
    await ann.next('call:peer', ({ connected }) => !connected);
    const other = await town.another(bob);
    expect(await ann.next('call:peer')).toEqual({ callId, endpointId: null, connected: true });
    await town.again(bob);
    await other.does('call:reply', { callId, code: 0 });
    expect(await ann.heard()).toEqual(['call:reply', 'call:peer', 'call:peer', 'call:start']);
  });

  it('[C10] [C19] of the callee, for good: the caller gets REPLY 100106', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const rung = await ring(ann, bob);
    await bob.vanish();
    const { call, code } = await ann.next('call:reply', (news) => news.code !== 0);
    expect(code).toBe(100106);
    const { callId } = rung;
    expect(call).toEqual(missedCall(ann, bob, { callId, version: call.version, code: 100106, endedBy: 'server' }));
    expect((call.finishedAt ?? 0) - rung.requestedAt).toBeGreaterThanOrEqual(GRACE_MS);
    expect(await ann.heard()).toEqual(['call:reply', 'call:peer', 'call:reply']);
  });

  it('[C21] of a callee who has others: it goes on ringing there, and nobody is told', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await ring(ann, bob);
    await bob.vanish();
    // Someone else's call that is lost at the same time shows that the grace time has passed.
    const cid = await town.enter('Cid');
    const dan = await town.enter('Dan');
    await ring(cid, dan);
    await dan.vanish();
    await cid.next('call:reply', ({ code }) => code === 100106);
    expect(await ann.heard()).toEqual(['call:reply']);
    expect(await phone.heard()).toEqual(['call:request']);
    await phone.does('call:reply', { callId, code: 0 });
    expect(await ann.next('call:start')).toMatchObject({ call: { callee: { endpointId: phone.endpointId } } });
  });
});

describe.concurrent('a page lost in a call', () => {
  for (const side of ['caller', 'callee'] as const) {
    it(`[C19] [P9] of the ${side}: the other is told at once, and the call goes on when it is back`, async () => {
      const ann = await town.enter('Ann');
      const bob = await town.enter('Bob');
      const { callId, roomId } = await talk(ann, bob);
      const [leaver, stayer] = side === 'caller' ? [ann, bob] : [bob, ann];
      await leaver.vanish();
      const lost = { callId, endpointId: leaver.endpointId, connected: false };
      expect(await stayer.next('call:peer')).toEqual(lost);
      const back = await town.again(leaver);
      expect(back.ready.endpointId).toBe(leaver.endpointId);
      expect(back.ready.calls).toMatchObject([{ callId, roomId, state: 'started', code: null }]);
      expect(await stayer.next('call:peer')).toEqual({ ...lost, connected: true });
      const signal = { callId, epoch: 2, data: { renegotiate: true } };
      await back.does('call:signal', { ...signal, to: stayer.endpointId });
      expect(await stayer.next('call:signal')).toEqual({ ...signal, from: back.endpointId });
      expect(await back.heard()).toEqual([]);
    });

    it(`[C10] [C19] [P7] of the ${side}, for good: the other gets FINISH 100106, and both are free`, async () => {
      const ann = await town.enter('Ann');
      const bob = await town.enter('Bob');
      const { callId } = await talk(ann, bob);
      const [leaver, stayer] = side === 'caller' ? [ann, bob] : [bob, ann];
      const leftAt = Date.now();
      await leaver.vanish();
      const { call, ...words } = await stayer.next('call:finish');
      expect(words).toEqual({ code: 100106, param: 0, text: '' });
      expect(call).toEqual(
        endedCall(ann, bob, {
          callId,
          version: call.version,
          code: 100106,
          endedBy: 'server',
          finishedAt: expect.any(Number) as number,
        }),
      );
      expect((call.finishedAt ?? 0) - leftAt).toBeGreaterThanOrEqual(GRACE_MS - 50);
      expect((call.finishedAt ?? 0) - leftAt).toBeLessThan(GRACE_MS + 2_000);
      const back = await town.again(leaver);
      expect(back.ready).toMatchObject({ calls: [], ended: [call] });
      expect(await back.isRefused('call:finish', { callId })).toEqual(NOT_IN_CALL);
      await talk(await town.enter('Cid'), back);
      await talk(await town.enter('Dan'), stayer);
    });
  }

  it('[C19] both of them: each is told how the other is when it comes back', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    await ann.vanish();
    await bob.next('call:peer');
    await bob.vanish();
    const annAgain = await town.again(ann);
    const bobAgain = await town.again(bob);
    expect(await annAgain.next('call:peer', ({ connected }) => connected)).toEqual({
      callId,
      endpointId: bob.endpointId,
      connected: true,
    });
    await bobAgain.does('call:finish', { callId });
    expect(await annAgain.next('call:finish')).toMatchObject({ code: 0 });
  });

  it('[C19] both of them, for good: the call is over', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    await Promise.all([ann.vanish(), bob.vanish()]);
    // Nobody is left to be told; another page of Ann's, which is not in the call, sees when it is over.
    const livesStill = async () => (await town.another(ann)).ready.calls.length;
    await expect.poll(livesStill, { interval: 250, timeout: 5_000 }).toBe(0);
    expect((await town.again(ann)).ready).toMatchObject({ calls: [], ended: [{ callId, code: 100106 }] });
  });

  it('[C3] [C19] the one who is away is offline to others, in their lists and for their calls', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    await cid.does('presence:watch', { on: true });
    await talk(ann, bob);
    await bob.vanish();
    await ann.next('call:peer');
    expect(await cid.does('call:request', requestTo(bob.userId))).toMatchObject({ code: 100102 });
    await cid.next('presence', ({ users }) =>
      users.some(({ userId, status }) => userId === bob.userId && status === 'offline'),
    );
  });

  it('[C11] [C19] the one who stays can hang up, and the other reads it when it comes back', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    await bob.vanish();
    await ann.next('call:peer');
    const call = await ann.does('call:finish', { callId, code: 7 });
    expect(call).toMatchObject({ state: 'finished', code: 7, endedBy: 'caller' });
    expect((await town.again(bob)).ready).toMatchObject({ calls: [], ended: [call] });
  });

  it('[C19] another page of a party may come and go: that concerns nobody', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    await talk(ann, bob);
    await phone.vanish();
    const tablet = await town.another(bob);
    await tablet.vanish();
    // A page that is lost after them, and told of, shows that theirs was seen to.
    await bob.vanish();
    expect(await ann.next('call:peer')).toMatchObject({ endpointId: bob.endpointId, connected: false });
    expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:peer']);
  });

  it('[heartbeat] [C19] [P10] whose line went dead without a word is missed within 10 s', {
    timeout: 30_000,
  }, async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const frozenAt = Date.now();
    const thaw = bob.freeze();
    expect(await ann.next('call:peer')).toEqual({ callId, endpointId: bob.endpointId, connected: false });
    expect(Date.now() - frozenAt).toBeLessThan(10_500);
    thaw();
  });
});

describe.concurrent('versions', () => {
  it('[version] [C19] grow with each transition, and news never goes back', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId, version } = await talk(ann, bob);
    await bob.vanish();
    await ann.next('call:peer');
    const back = await town.again(bob);
    const greeted = back.ready.calls[0]?.version ?? 0;
    expect(greeted).toBeGreaterThan(version);
    const { version: last } = await ann.does('call:finish', { callId });
    expect(last).toBeGreaterThan(greeted);
  });
});
