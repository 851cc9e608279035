import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandInput } from '@frontdesk/protocol';
import { afterAll, describe, expect, it } from 'vitest';
import { NOT_IN_CALL, ring, TIME, talk } from '../../test/calls.js';
import { Person } from '../../test/Person.js';
import { endPrograms, startProgram } from '../../test/startProgram.js';
import { TEST_SECRET, testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

function text(callId: string, messageId: string, words = messageId): CommandInput<'call:message'> {
  return { callId, messageId, kind: 'text', text: words };
}

async function pair(): Promise<[Person, Person]> {
  return [await town.enter('Ann'), await town.enter('Bob')];
}

describe('what is said in a call', () => {
  it('[command call:message] [news call:message] [message] [message sent] reaches the other page; whoever said it has the acknowledgment', async () => {
    const [ann, bob] = await pair();
    const { callId } = await talk(ann, bob);
    const phone = await town.another(bob);
    const message = {
      callId,
      seq: 1,
      messageId: 'm1',
      from: ann.userId,
      at: TIME,
      kind: 'text',
      text: 'Grüß Gott 你好 👋',
      notice: null,
      file: null,
    };
    expect(await ann.does('call:message', text(callId, 'm1', 'Grüß Gott 你好 👋'))).toEqual(message);
    expect(await bob.next('call:message')).toEqual(message);
    const taken = await bob.does('call:message', { callId, messageId: 'm1', kind: 'notice', notice: 'snapshot' });
    expect(taken).toEqual({ ...message, seq: 2, from: bob.userId, kind: 'notice', text: '', notice: 'snapshot' });
    expect(await ann.next('call:message')).toEqual(taken);
    expect(await ann.heard()).toEqual(['call:reply', 'call:start', 'call:message']);
    expect(await phone.heard()).toEqual([]);
  });

  it('[business news call:message] is told to business servers, once', async () => {
    const [ann, bob] = await pair();
    const desk = await town.attach();
    const { callId } = await talk(ann, bob);
    const said = await ann.does('call:message', text(callId, 'm'));
    expect(await desk.next('call:message')).toEqual(said);
    await desk.settle();
    expect(desk.news('call:message')).toHaveLength(1);
    await desk.leave();
  });

  it('[message once] [C18] sent again is the same message, also at the same time, and also when the call is over', async () => {
    const [ann, bob] = await pair();
    const { callId } = await talk(ann, bob);
    const both = await Promise.all([1, 2].map(() => ann.does('call:message', text(callId, 'm', 'first'))));
    expect(both[1]).toEqual(both[0]);
    expect(await ann.does('call:message', text(callId, 'm', 'other words'))).toEqual(both[0]);
    await bob.does('call:finish', { callId });
    expect(await ann.does('call:message', text(callId, 'm', 'first'))).toEqual(both[0]);
    await bob.settle();
    expect(bob.news('call:message')).toEqual([both[0]]);
  });

  it('[message order] both sides read the same in the same order, however they write at once', async () => {
    const [ann, bob] = await pair();
    const { callId } = await talk(ann, bob);
    const writes = Array.from({ length: 20 }, (_, count) =>
      [ann, bob].map((who) => who.does('call:message', text(callId, `m${count}`))),
    );
    await Promise.all(writes.flat());
    const read = await Promise.all([ann, bob].map((who) => who.does('call:messages', { callId })));
    expect(read[0]).toEqual(read[1]);
    expect(read[0]?.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(ann.news('call:message')).toEqual(read[0]?.messages.filter(({ from }) => from === bob.userId));
  });

  it('[command call:messages] [message replay] a page that was away asks for what it missed', async () => {
    const [ann, bob] = await pair();
    const { callId } = await talk(ann, bob);
    const first = await ann.does('call:message', text(callId, 'before'));
    await bob.next('call:message');
    await bob.vanish();
    await ann.next('call:peer');
    const missed = await ann.does('call:message', text(callId, 'meanwhile'));
    const again = await town.again(bob);
    const answer = { messages: [missed], more: false, fileMaxBytes: expect.any(Number) };
    expect(await again.does('call:messages', { callId, after: first.seq })).toEqual(answer);
    expect(await again.does('call:messages', { callId })).toMatchObject({ messages: [first, missed] });
    await again.does('call:finish', { callId });
    expect(await again.does('call:messages', { callId, after: first.seq })).toEqual(answer);
  });

  it('[message sent] [C13] [C24] is said by the two bound pages alone, between START and the end', async () => {
    const [ann, bob] = await pair();
    const eve = await town.enter('Eve');
    const call = await ring(ann, bob);
    const { callId } = call;
    for (const early of [ann, bob]) {
      expect(await early.isRefused('call:message', text(callId, 'early'))).toEqual(NOT_IN_CALL);
      expect(await early.isRefused('call:messages', { callId })).toEqual(NOT_IN_CALL);
    }
    await bob.does('call:reply', { callId, code: 0 });
    await ann.does('call:message', text(callId, 'm'));
    for (const stranger of [eve, await town.another(ann), await town.another(bob)]) {
      expect(await stranger.isRefused('call:message', text(callId, 'm'))).toEqual(NOT_IN_CALL);
      expect(await stranger.isRefused('call:messages', { callId })).toEqual(NOT_IN_CALL);
    }
    await bob.does('call:finish', { callId });
    expect(await ann.isRefused('call:message', text(callId, 'late'))).toEqual(NOT_IN_CALL);
    await bob.settle();
    expect(bob.news('call:message')).toHaveLength(1);
  });

  it('[message bounds] a file that is not there is not sent', async () => {
    const [ann, bob] = await pair();
    const { callId } = await talk(ann, bob);
    const file = { callId, messageId: 'f', kind: 'file', fileId: 'nothing' } as const;
    expect(await ann.isRefused('call:message', file)).toMatchObject({ code: 21 });
    expect((await ann.does('call:messages', { callId })).messages).toEqual([]);
  });

  it('[expired token] a page whose token has run out goes on writing in its call', async () => {
    const [ann, bob] = await pair();
    const { callId } = await talk(ann, bob);
    await bob.vanish();
    const again = await town.again(bob, { tokenMs: -60_000 });
    await again.does('call:message', text(callId, 'still here'));
    expect(await ann.next('call:message')).toMatchObject({ text: 'still here' });
    expect((await again.does('call:messages', { callId })).messages).toHaveLength(1);
  });
});

describe('a conversation and a server that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-chat-'));
  afterAll(() => {
    endPrograms();
    rmSync(folder, { recursive: true, force: true });
  });

  it('[message kept] [C20] is there when the call is taken up again, and goes on', async () => {
    const settings = { AUTH_SECRET: TEST_SECRET, LOG_LEVEL: 'silent' };
    const enter = async (url: string, userId: string, endpointId?: string) =>
      Person.enter({ url, auth: { token: await testToken(userId), ...(endpointId ? { endpointId } : {}) } });
    const first = startProgram(folder, settings);
    const [ann, bob] = [await enter(await first.url, 'ann'), await enter(await first.url, 'bob')];
    const { callId } = await ring(ann, bob);
    await bob.does('call:reply', { callId, code: 0 });
    const tickets = [(await ann.next('call:start')).ticket, (await bob.next('call:start')).ticket];
    const before = await ann.does('call:message', text(callId, 'before'));
    first.process.kill('SIGKILL');
    await Promise.all([first.ended, ann.isGone(), bob.isGone()]);

    const second = startProgram(folder, settings);
    const url = await second.url;
    const again = [await enter(url, 'ann', ann.endpointId), await enter(url, 'bob', bob.endpointId)] as const;
    expect(await again[1].isRefused('call:messages', { callId })).toEqual(NOT_IN_CALL);
    for (const [index, page] of again.entries()) await page.does('call:resume', { ticket: tickets[index] ?? '' });
    expect((await again[1].does('call:messages', { callId })).messages).toEqual([before]);
    expect(await again[0].does('call:message', text(callId, 'before'))).toEqual(before);
    const after = await again[0].does('call:message', text(callId, 'after'));
    expect(after.seq).toBeGreaterThan(before.seq);
    expect(await again[1].next('call:message')).toEqual(after);
    expect(existsSync(join(folder, 'data', 'calls', callId, 'messages.jsonl'))).toBe(true);
    for (const page of again) page.socket.disconnect();
  });
});
