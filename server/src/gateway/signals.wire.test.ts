import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accept, NOT_IN_CALL, ring, talk } from '../../test/calls.js';
import { useTown } from '../../test/useTown.js';
import { TURN_CREDENTIAL_MS } from '../auth/turn.js';

const town = useTown({ TURN_URLS: 'turn:turn.example.com:3478', TURN_SECRET: 'shared with coturn' });
const credentials = [
  {
    urls: ['turn:turn.example.com:3478'],
    username: expect.stringMatching(/^\d+:/),
    credential: expect.stringMatching(/^[\w+/]{27}=$/),
  },
];

describe('a signal', () => {
  it('[command call:signal] [news call:signal] [C22] goes from the one bound page to the other, and says from which', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const offer = { callId, epoch: 1, data: { type: 'offer', sdp: 'v=0\r\n' } };
    expect(await ann.does('call:signal', { ...offer, to: bob.endpointId })).toBeNull();
    expect(await bob.next('call:signal')).toEqual({ ...offer, from: ann.endpointId });
    const candidates = {
      callId,
      epoch: 1,
      data: [{ candidate: { candidate: 'a' } }, { candidate: { candidate: 'b' } }],
    };
    await bob.does('call:signal', { ...candidates, to: ann.endpointId });
    expect(await ann.next('call:signal')).toEqual({ ...candidates, from: bob.endpointId });
  });

  it('[C22] need not ask for an acknowledgment, and signals keep their order', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    for (let epoch = 1; epoch <= 50; epoch++) {
      ann.socket.emit('call:signal', { callId, to: bob.endpointId, epoch, data: { epoch } });
    }
    await ann.settle();
    await bob.settle();
    expect(bob.news('call:signal').map(({ epoch }) => epoch)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  });

  it('[C22] is not read: any epoch, any JSON, passes as it is', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const odd = JSON.parse(
      '{"__proto__":{"polluted":true},"constructor":{"prototype":1},"toString":null,"":[null,1e308]}',
    );
    const many = [{}, [], odd, { media: { audio: false, video: true } }, { lone: '\ud800' }, { type: 'offer', sdp: 5 }];
    for (const [index, data] of many.entries()) {
      await ann.does('call:signal', { callId, to: bob.endpointId, epoch: 2_147_483_647 - index, data });
      const { data: received } = await bob.next('call:signal');
      expect(JSON.stringify(received)).toBe(JSON.stringify(data));
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('[signal size] [C22] may be 64 KiB as JSON and no more', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const sized = (bytes: number) => ({ sdp: 'x'.repeat(bytes - '{"sdp":""}'.length) });
    const signal = { callId, to: bob.endpointId, epoch: 1 };
    expect(await ann.isRefused('call:signal', { ...signal, data: sized(64 * 1024 + 1) })).toMatchObject({ code: 21 });
    await ann.does('call:signal', { ...signal, data: sized(64 * 1024) });
    expect(JSON.stringify((await bob.next('call:signal')).data)).toHaveLength(64 * 1024);
    expect(bob.news('call:signal')).toHaveLength(1);
  });

  it('[C6] [C22] is refused while it rings and no page has alerted: nobody is bound yet', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    const signal = { callId, epoch: 1, data: { type: 'offer' } };
    expect(await ann.isRefused('call:signal', { ...signal, to: bob.endpointId })).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:signal', { ...signal, to: ann.endpointId })).toEqual(NOT_IN_CALL);
    expect(await bob.heard()).toEqual(['call:request']);
  });

  it('[C22] from or to any page that is not bound is refused, also of the parties themselves', async () => {
    const ann = await town.enter('Ann');
    const tablet = await town.another(ann);
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const eve = await town.enter('Eve');
    const { callId } = await talk(ann, bob);
    const signal = { callId, epoch: 1, data: { type: 'offer' } };
    for (const sender of [tablet, phone, eve]) {
      for (const { endpointId } of [ann, bob, tablet, phone, eve]) {
        expect(await sender.isRefused('call:signal', { ...signal, to: endpointId })).toEqual(NOT_IN_CALL);
      }
    }
    for (const to of [ann.endpointId, tablet.endpointId, phone.endpointId, eve.endpointId, randomUUID(), bob.userId]) {
      expect(await ann.isRefused('call:signal', { ...signal, to })).toEqual(NOT_IN_CALL);
    }
    for (const person of [ann, bob, tablet, phone, eve]) expect(await person.heard()).not.toContain('call:signal');
  });

  it('[C22] to a page that is away gets 100106, and is not kept for it', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    await bob.vanish();
    await ann.next('call:peer');
    expect(await ann.isRefused('call:signal', { callId, to: bob.endpointId, epoch: 1, data: {} })).toEqual({
      code: 100106,
      name: 'disconnected',
      message: expect.any(String),
    });
    const back = await town.again(bob);
    expect(await back.heard()).toEqual([]);
  });
});

describe('call:ice', () => {
  it('[command call:ice] [C22] gives a bound page the way to the other, with credentials of its own and a ticket', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    for (const person of [ann, bob]) {
      const grant = await person.does('call:ice', { callId });
      expect(grant).toEqual({
        iceServers: credentials,
        icePolicy: 'all',
        expiresAt: expect.any(Number),
        ticket: expect.stringMatching(/^[\w-]+\.[\w-]+$/),
      });
      const [username] = grant.iceServers.map(({ username }) => username);
      expect(username).toBe(`${Math.floor(grant.expiresAt / 1000)}:${person.userId}`);
      expect(grant.expiresAt).toBeGreaterThan(Date.now() + TURN_CREDENTIAL_MS / 2);
    }
  });

  it('[C22] is refused to every other page, and while it rings', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const eve = await town.enter('Eve');
    const call = await ring(ann, bob);
    const { callId } = call;
    for (const person of [ann, bob]) expect(await person.isRefused('call:ice', { callId })).toEqual(NOT_IN_CALL);
    const start = await accept(call, ann, bob);
    expect(start.caller.iceServers).toEqual(credentials);
    for (const person of [phone, eve]) expect(await person.isRefused('call:ice', { callId })).toEqual(NOT_IN_CALL);
  });
});

describe('call:resume', () => {
  it('[command call:resume] [C20] of a live call answers its snapshot, to the page whose ticket it is, now and after a reload', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const call = await ring(ann, bob);
    const { caller, callee } = await accept(call, ann, bob);
    expect(await ann.does('call:resume', { ticket: caller.ticket })).toEqual(caller.call);
    expect(await bob.does('call:resume', { ticket: callee.ticket })).toEqual(callee.call);
    const { ticket } = await ann.does('call:ice', { callId: call.callId });
    expect(await ann.does('call:resume', { ticket })).toEqual(caller.call);
    await ann.vanish();
    const back = await town.again(ann);
    const resumed = await back.does('call:resume', { ticket });
    expect(resumed).toEqual({ ...caller.call, version: resumed.version });
  });

  it('[C20] with another page’s ticket, a forged one, or that of a finished call, is refused with 100107', async () => {
    const ann = await town.enter('Ann');
    const tablet = await town.another(ann);
    const bob = await town.enter('Bob');
    const eve = await town.enter('Eve');
    const { caller } = await accept(await ring(ann, bob), ann, bob);
    const { ticket } = caller;
    for (const person of [tablet, bob, eve]) {
      expect(await person.isRefused('call:resume', { ticket })).toEqual(NOT_IN_CALL);
    }
    const [body = '', mac = ''] = ticket.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, userId: eve.userId, endpointId: eve.endpointId }));
    expect(await eve.isRefused('call:resume', { ticket: `${forged.toString('base64url')}.${mac}` })).toEqual(
      NOT_IN_CALL,
    );
    for (const bad of ['x', '.', 'a.b', 'a.b.c', '\ud800', `${body}.`, `.${mac}`, `${ticket}.`, ticket.slice(0, -2)]) {
      expect(await ann.isRefused('call:resume', { ticket: bad })).toEqual(NOT_IN_CALL);
    }
    await ann.does('call:finish', { callId: caller.call.callId });
    expect(await ann.isRefused('call:resume', { ticket })).toEqual(NOT_IN_CALL);
  });
});
