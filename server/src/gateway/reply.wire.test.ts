import { CODES } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { accept, missedCall, NOT_IN_CALL, requestTo, ring, startedCall, talk } from '../../test/calls.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();
const ticket = expect.stringMatching(/^[\w-]+\.[\w-]+$/);

describe('an accept', () => {
  it('[news call:start] [code 0] [C6] starts the call: a room, one START for each side, and the pages bound', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    const call = await bob.does('call:reply', { callId, code: 0, param: 9, text: 'good day' });
    expect(call).toEqual(startedCall(ann, bob, { callId }));
    const start = { call, code: 0, param: call.roomId, text: 'good day', iceServers: [], icePolicy: 'all' };
    const anns = await ann.next('call:start');
    const bobs = await bob.next('call:start');
    expect(anns).toEqual({ ...start, ticket });
    expect(bobs).toEqual({ ...start, ticket });
    expect(anns.ticket).not.toBe(bobs.ticket);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    expect(await bob.heard()).toEqual(['call:request', 'call:start']);
  });

  it('[order] [C6] is acknowledged before START', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await talk(ann, bob);
    const kinds = bob.log.map((each) => ('news' in each ? each.news : `acknowledged ${each.acknowledged}`));
    expect(kinds).toEqual(['session:ready', 'call:request', 'acknowledged call:reply', 'call:start']);
  });

  it('[room] [C6] gives live calls different rooms', async () => {
    const rooms: (number | null)[] = [];
    for (let pair = 0; pair < 3; pair++) {
      rooms.push((await talk(await town.enter('Ann'), await town.enter('Bob'))).roomId);
    }
    expect(new Set(rooms).size).toBe(3);
  });

  it('[code 100901] [C7] stops the ringing on the callee’s other pages, which are told that it was answered elsewhere', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await ring(ann, bob);
    const call = await bob.does('call:reply', { callId, code: 0 });
    expect(await phone.next('call:reply')).toEqual({ call, code: 100901, param: 0, text: '' });
    expect(await phone.heard()).toEqual(['call:request', 'call:reply']);
    const elsewhere = { code: 100901, name: 'answered_elsewhere', message: expect.any(String) };
    for (const code of [CODES.ok, CODES.rejected, CODES.busy]) {
      expect(await phone.isRefused('call:reply', { callId, code })).toEqual(elsewhere);
    }
    expect(await phone.isRefused('call:finish', { callId })).toEqual(elsewhere);
    expect(await bob.heard()).toEqual(['call:request', 'call:start']);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
  });

  it('[C7] leaves the other pages out of the rest of the call', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await talk(ann, bob);
    await bob.does('call:finish', { callId });
    expect(await phone.heard()).toEqual(['call:request', 'call:reply']);
    expect(await phone.isRefused('call:finish', { callId })).toEqual(NOT_IN_CALL);
  });

  it('[C18] repeated by the page that accepted says ok again, and starts nothing again', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const call = await talk(ann, bob);
    expect(await bob.does('call:reply', { callId: call.callId, code: 0 })).toEqual(call);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    expect(await bob.heard()).toEqual(['call:request', 'call:start']);
  });
});

describe('a reject', () => {
  for (const code of [CODES.rejected, CODES.busy]) {
    it(`[code 100104] [code 100103] [news call:reply] [C8] ${code} tells the caller, ends the ringing everywhere, and frees both`, async () => {
      const ann = await town.enter('Ann');
      const bob = await town.enter('Bob');
      const phone = await town.another(bob);
      const { callId } = await ring(ann, bob);
      await phone.next('call:request');
      const call = await bob.does('call:reply', { callId, code, param: 2, text: 'not now' });
      expect(call).toEqual(missedCall(ann, bob, { callId, code, endedBy: 'callee' }));
      expect(await ann.next('call:reply')).toEqual({ call, code, param: 2, text: 'not now' });
      expect(await phone.next('call:reply')).toEqual({ call, code: 100901, param: 0, text: '' });
      expect(await bob.heard()).toEqual(['call:request']);
      expect(await bob.isRefused('call:reply', { callId, code })).toEqual(NOT_IN_CALL);
      expect(await phone.isRefused('call:reply', { callId, code: 0 })).toEqual(NOT_IN_CALL);
      await accept(await ring(bob, ann), bob, ann);
    });
  }
});

describe('a cancel', () => {
  it('[code 100101] [C8] tells every page that rang, not the one that sent it, and frees both', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    const { callId } = await ring(ann, bob);
    const call = await ann.does('call:reply', { callId, code: 100101, param: 5, text: 'never mind' });
    expect(call).toEqual(missedCall(ann, bob, { callId, code: 100101, endedBy: 'caller' }));
    const reply = { call, code: 100101, param: 5, text: 'never mind' };
    expect(await bob.next('call:reply')).toEqual(reply);
    expect(await phone.next('call:reply')).toEqual(reply);
    expect(await ann.heard()).toEqual(['call:reply']);
    expect(await bob.heard()).toEqual(['call:request', 'call:reply']);
    expect(await ann.isRefused('call:reply', { callId, code: 100101 })).toEqual(NOT_IN_CALL);
    await talk(bob, ann);
  });

  it('[C8] can come from another page of the caller’s', async () => {
    const ann = await town.enter('Ann');
    const tablet = await town.another(ann);
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    expect(await tablet.does('call:reply', { callId, code: 100101 })).toMatchObject({ code: 100101 });
    expect(await ann.next('call:reply')).toMatchObject({ code: 100101 });
    expect(await bob.next('call:reply')).toMatchObject({ code: 100101 });
    expect(await tablet.heard()).toEqual([]);
  });
});

describe('a reply that its side may not send', () => {
  const forNobody = [1, 20, 21, 207, 100102, 100105, 100106, 100107, 100901, 100902, 2_147_483_647];

  it('[command call:reply] [C24] from the callee is 21 for any code but 0, 100103 and 100104, and it rings on', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    for (const code of [...forNobody, 100101]) {
      expect(await bob.isRefused('call:reply', { callId, code })).toMatchObject({ code: 21, name: 'bad_argument' });
    }
    expect(await ann.heard()).toEqual(['call:reply']);
    await bob.does('call:reply', { callId, code: 0 });
  });

  it('[command call:reply] [C24] from the caller is 21 for any code but 100101, and it rings on', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    for (const code of [...forNobody, 0, 100103, 100104]) {
      expect(await ann.isRefused('call:reply', { callId, code })).toMatchObject({ code: 21, name: 'bad_argument' });
    }
    expect(await bob.heard()).toEqual(['call:request']);
    await ann.does('call:reply', { callId, code: 100101 });
  });
});

describe('after a call that never started', () => {
  it('[code 100107] [C13] both are free at once and every later command gets 100107', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await ring(ann, bob);
    await bob.does('call:reply', { callId, code: 100104 });
    expect(await ann.isRefused('call:reply', { callId, code: 100101 })).toEqual(NOT_IN_CALL);
    expect(await bob.isRefused('call:reply', { callId, code: 0 })).toEqual(NOT_IN_CALL);
    for (const person of [ann, bob]) {
      expect(await person.isRefused('call:finish', { callId })).toEqual(NOT_IN_CALL);
      expect(await person.isRefused('call:alert', { callId })).toEqual(NOT_IN_CALL);
      expect(await person.isRefused('call:ice', { callId })).toEqual(NOT_IN_CALL);
      const signal = { callId, to: bob.endpointId, epoch: 1, data: {} };
      expect(await person.isRefused('call:signal', signal)).toEqual(NOT_IN_CALL);
    }
    const cid = await town.enter('Cid');
    expect(await cid.does('call:request', requestTo(ann.userId))).toMatchObject({ state: 'ringing' });
  });
});
