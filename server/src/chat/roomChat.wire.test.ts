import { describe, expect, it } from 'vitest';
import { NOT_IN_CALL, talk } from '../../test/calls.js';
import { bringIn, hosted, members } from '../../test/room.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

describe('what is said in a room of three', () => {
  it('[message sent] [C36] reaches everybody else who has joined, in the host call’s conversation', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const { callId } = host;
    await ann.does('call:message', { callId, messageId: '1', kind: 'text', text: 'Hello' });
    await bringIn(people, 'join');
    await members(cat);
    // What was said before is there to be read.
    expect((await cat.does('call:messages', { callId })).messages).toMatchObject([{ text: 'Hello' }]);
    const said = await cat.does('call:message', { callId, messageId: '1', kind: 'text', text: 'Here I am' });
    expect(await ann.next('call:message')).toEqual(said);
    expect(await bob.next('call:message', ({ seq }) => seq === said.seq)).toEqual(said);
    await ann.does('call:message', { callId, messageId: '2', kind: 'text', text: 'Good' });
    expect(await cat.next('call:message')).toMatchObject({ callId, text: 'Good', from: ann.userId });
    expect(await bob.next('call:message', ({ text }) => text === 'Good')).toMatchObject({ callId });
  });

  it('[C36] aside, the two have their own; who is out of the room reads and writes no more', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const side = await bringIn(people, 'aside');
    const text = { messageId: '1', kind: 'text', text: 'Between us' } as const;
    expect(await cat.isRefused('call:message', { callId: host.callId, ...text })).toEqual(NOT_IN_CALL);
    expect(await cat.isRefused('call:messages', { callId: host.callId })).toEqual(NOT_IN_CALL);
    await bob.does('call:message', { callId: side.callId, ...text });
    expect(await cat.next('call:message')).toMatchObject({ callId: side.callId, text: 'Between us' });
    expect(await ann.isRefused('call:messages', { callId: side.callId })).toEqual(NOT_IN_CALL);
    await bob.does('call:join', { callId: side.callId });
    await cat.does('call:message', { callId: host.callId, ...text, text: 'To all' });
    expect(await ann.next('call:message')).toMatchObject({ text: 'To all' });
    await cat.does('call:finish', { callId: side.callId });
    expect(await cat.isRefused('call:message', { callId: host.callId, ...text, messageId: '2' })).toEqual(NOT_IN_CALL);
    expect(ann.news('call:message')).toHaveLength(1);
  });

  it('[C36] who takes over reads all of it, and who left no more', async () => {
    const people = await hosted(town);
    const { ann, bob, cat, host } = people;
    const { callId } = host;
    await ann.does('call:message', { callId, messageId: '1', kind: 'text', text: 'For Bob' });
    await bringIn(people, 'aside');
    await bob.does('call:transfer', { callId, to: cat.userId });
    await cat.next('call:finish');
    expect((await cat.does('call:messages', { callId })).messages).toMatchObject([{ text: 'For Bob' }]);
    expect(await bob.isRefused('call:messages', { callId })).toEqual(NOT_IN_CALL);
    await cat.does('call:message', { callId, messageId: '1', kind: 'text', text: 'For Ann' });
    expect(await ann.next('call:message')).toMatchObject({ text: 'For Ann', from: cat.userId });
    await bob.settle();
    expect(bob.news('call:message').map(({ text }) => text)).toEqual(['For Bob']);
  });

  it('[hold] is told to the other side, and is the last that each has sent', async () => {
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob', { role: 'agent' })];
    const { callId } = await talk(ann, bob);
    for (const [index, notice] of (['hold', 'resume', 'hold'] as const).entries()) {
      await bob.does('call:message', { callId, messageId: String(index), kind: 'notice', notice });
      expect(await ann.next('call:message')).toMatchObject({ kind: 'notice', notice, text: '', from: bob.userId });
    }
    const back = await town.again(ann);
    const { messages } = await back.does('call:messages', { callId });
    expect(messages.findLast(({ from }) => from === bob.userId)).toMatchObject({ notice: 'hold' });
    const wrong = { callId, messageId: '9', kind: 'notice', notice: 'music' };
    expect(await bob.send('call:message', wrong)).toMatchObject({ error: { code: 21 } });
  });
});
