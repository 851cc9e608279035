import type { Result } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { requestTo, ring, talk } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { useTown } from '../../test/useTown.js';

const LIMITED = { ok: false, error: { code: 100905, name: 'rate_limited', message: expect.any(String) as string } };

/** Sends so many harmless commands; their acknowledgments. */
function sendMany(person: Person, many: number): Promise<Result<unknown>[]> {
  return Promise.all(Array.from({ length: many }, () => person.send('users:find', { query: 'nobody' })));
}

function isLimited(result: Result<unknown>): boolean {
  return !result.ok && result.error.code === 100905;
}

describe.concurrent('the limit of commands', () => {
  const town = useTown({ RING_MS: '10500' });

  it('[rate] [code 100905] [C3] is 200 per page in 10 s: the next one gets 100905 and no call, and the window passes', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    const dan = await town.enter('Dan');
    const results = await sendMany(ann, 200);
    expect(results.filter(isLimited)).toEqual([]);
    // A call that nobody answers for 10.5 s shows that the window has passed.
    await ring(cid, dan);
    const request = requestTo(bob.userId);
    expect(await ann.command('call:request', request)).toEqual(LIMITED);
    expect(await bob.heard()).toEqual([]);
    await cid.next('call:reply', ({ code }) => code === 100105);
    expect(await ann.does('call:request', request)).toMatchObject({ state: 'ringing' });
  });

  it('[C3] is not dodged by a new connection of the same page', async () => {
    const ann = await town.enter('Ann');
    await sendMany(ann, 200);
    await ann.vanish();
    const back = await town.again(ann);
    expect(await back.send('users:find', { query: 'nobody' })).toEqual(LIMITED);
    await back.vanish();
    expect(await (await town.another(ann)).send('users:find', { query: 'nobody' })).toMatchObject({ ok: true });
  });

  it('[C3] says 21 of a malformed command first, and 100905 before everything else', async () => {
    const ann = await town.enter('Ann');
    await sendMany(ann, 200);
    expect(await ann.send('call:request', {})).toMatchObject({ error: { code: 21 } });
    expect(await ann.send('call:request', requestTo(ann.userId))).toEqual(LIMITED);
  });

  it('[C3] leaves others alone, also another page of the same user', async () => {
    const ann = await town.enter('Ann');
    const tablet = await town.another(ann);
    const bob = await town.enter('Bob');
    await sendMany(ann, 250);
    await talk(bob, tablet);
  });

  it('[rate] [C3] is three times that per user, on all pages together, and a new connection changes nothing', async () => {
    const ann = await town.enter('Ann');
    const pages = [ann, await town.another(ann), await town.another(ann), await town.another(ann)];
    for (const page of pages.slice(0, 3)) expect((await sendMany(page, 200)).filter(isLimited)).toEqual([]);
    expect(await pages[3]?.send('users:find', { query: 'nobody' })).toEqual(LIMITED);
    for (const page of pages) await page.vanish();
    const later = await town.another(ann);
    expect(await later.send('users:find', { query: 'nobody' })).toEqual(LIMITED);
  });

  it('[rate] past ten times closes the connection; a call of that page goes on when it is back', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    for (let sent = 0; sent <= 2_000; sent++) ann.socket.emit('users:find', { query: 'nobody' });
    await ann.isGone();
    expect(await bob.next('call:peer')).toEqual({ callId, endpointId: ann.endpointId, connected: false });
    const back = await town.again(ann);
    expect(back.ready.calls).toMatchObject([{ callId, state: 'started' }]);
    expect(await bob.next('call:peer')).toMatchObject({ connected: true });
  });

  it('counts signals too, acknowledged or not', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    for (let epoch = 1; epoch <= 250; epoch++) {
      ann.socket.emit('call:signal', { callId, to: bob.endpointId, epoch, data: {} });
    }
    expect(await ann.send('call:finish', { callId })).toEqual(LIMITED);
    await bob.settle();
    // One of the 200 was the request.
    expect(bob.news('call:signal')).toHaveLength(199);
  });
});

describe('RATE_COMMANDS=0', () => {
  const town = useTown({ RATE_COMMANDS: '0' });

  it('turns the limits off', async () => {
    const ann = await town.enter('Ann');
    expect((await sendMany(ann, 2_500)).filter(isLimited)).toEqual([]);
  });
});
