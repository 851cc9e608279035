import { randomUUID } from 'node:crypto';
import type { Command } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { NOT_IN_CALL, ring, talk } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

/** Everything that a stranger may try on a call. */
function attempts(callId: string, to: string): [Command, object][] {
  const replies = [0, 100101, 100103, 100104].map((code): [Command, object] => ['call:reply', { callId, code }]);
  return [
    ...replies,
    ['call:reply', { callId, code: 5 }],
    ['call:finish', { callId }],
    ['call:finish', { callId, code: 100902 }],
    ['call:signal', { callId, to, epoch: 1, data: { type: 'offer' } }],
    ['call:ice', { callId }],
    ['call:alert', { callId, preconnect: true }],
    ['call:message', { callId, messageId: 'm', kind: 'text', text: 'x' }],
    ['call:message', { callId, messageId: 'n', kind: 'file', fileId: 'f' }],
    ['call:messages', { callId, after: 0 }],
  ];
}

async function answersTo(stranger: Person, callId: string, to: string): Promise<string[]> {
  const answers: string[] = [];
  for (const [command, payload] of attempts(callId, to)) {
    answers.push(JSON.stringify(await stranger.send(command, payload)));
  }
  return answers;
}

describe('a stranger', () => {
  it('[C24] is answered, byte for byte, as if the call did not exist: ringing, started or finished', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const eve = await town.enter('Eve', { role: 'admin' });
    const nothing = await answersTo(eve, randomUUID(), bob.endpointId);
    expect(nothing.filter((answer) => answer.includes('"ok":true'))).toEqual([]);
    expect(JSON.parse(nothing[0] ?? '')).toEqual({ ok: false, error: NOT_IN_CALL });
    const { callId } = await ring(ann, bob);
    expect(await answersTo(eve, callId, bob.endpointId)).toEqual(nothing);
    await bob.does('call:reply', { callId, code: 0 });
    expect(await answersTo(eve, callId, bob.endpointId)).toEqual(nothing);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
    expect(await bob.heard()).toEqual(['call:request', 'call:start']);
    await ann.does('call:finish', { callId });
    expect(await answersTo(eve, callId, bob.endpointId)).toEqual(nothing);
    expect(await eve.heard()).toEqual([]);
  });

  it('[C24] with an id of any other form is answered the same', async () => {
    const eve = await town.enter('Eve');
    const nothing = await answersTo(eve, randomUUID(), 'page');
    for (const callId of ['x', '__proto__', 'constructor', '../..', "' OR 1=1 --", '\u202e', 'x'.repeat(64)]) {
      expect(await answersTo(eve, callId, 'page')).toEqual(nothing);
    }
  });

  it('[C24] a party is answered the same for a call that is over as for none, but for reading what was said', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const nothing = await answersTo(ann, randomUUID(), bob.endpointId);
    const { callId } = await talk(ann, bob);
    await bob.does('call:finish', { callId });
    expect((await answersTo(ann, callId, bob.endpointId)).slice(0, -1)).toEqual(nothing.slice(0, -1));
    expect((await answersTo(bob, callId, bob.endpointId)).slice(0, -1)).toEqual(nothing.slice(0, -1));
  });

  it('[C24] [C25] with the endpoint id of a party, under another name, is a stranger still', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const eve = await town.enter('Eve', { endpointId: bob.endpointId });
    expect(eve.ready).toMatchObject({ endpointId: bob.endpointId, calls: [], ended: [] });
    expect(await eve.isRefused('call:finish', { callId })).toEqual(NOT_IN_CALL);
    expect(await eve.isRefused('call:ice', { callId })).toEqual(NOT_IN_CALL);
    const signal = { callId, epoch: 1, data: { type: 'offer' } };
    expect(await eve.isRefused('call:signal', { ...signal, to: ann.endpointId })).toEqual(NOT_IN_CALL);
    await ann.does('call:signal', { ...signal, to: bob.endpointId });
    await bob.next('call:signal');
    expect(await eve.heard()).toEqual([]);
    expect(bob.gone).toBeNull();
    await eve.leave();
    expect(await ann.heard()).toEqual(['call:reply', 'call:start']);
  });

  it('[C24] sees nothing of a call in the greeting, whoever it asks for', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    await talk(ann, bob);
    const eve = await town.enter('Eve');
    expect(eve.ready).toEqual({
      user: { userId: eve.userId, name: 'Eve', role: 'caller' },
      endpointId: eve.endpointId,
      serverTime: expect.any(Number),
      version: 'test',
      calls: [],
      ended: [],
    });
    expect(JSON.stringify(await eve.does('presence:watch', { on: true }))).not.toContain('callId');
  });
});
