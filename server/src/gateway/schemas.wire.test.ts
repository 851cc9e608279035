import { businessCommandSchemas, commandSchemas } from '@frontdesk/protocol/schemas';
import { businessNewsSchemas, newsSchemas } from '@frontdesk/protocol/schemas/news';
import { afterAll, describe, expect, it } from 'vitest';
import { accept, requestTo, ring } from '../../test/calls.js';
import { checkNews, seenMessages } from '../../test/conformance.js';
import { Person } from '../../test/Person.js';
import { qualityOf } from '../../test/quality.js';
import { bringIn, hosted } from '../../test/room.js';
import { startServer, testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const town = useTown({ RING_MS: '500' });

/** What is not sent in this version. */
const NOT_YET = ['page news call:alert', 'page answers call:alert ok'];

const pageMessages = [
  ...Object.keys(newsSchemas).map((name) => `page news ${name}`),
  ...Object.keys(commandSchemas).flatMap((name) => [`page answers ${name} ok`, `page answers ${name} refused`]),
];
const programMessages = [
  ...[...Object.keys(businessNewsSchemas), 'call:decide'].map((name) => `program news ${name}`),
  ...Object.keys(businessCommandSchemas).flatMap((name) => [
    `program answers ${name} ok`,
    `program answers ${name} refused`,
  ]),
];

/** Every one of these went by, and none that the published schemas do not allow. */
function expectSeen(messages: readonly string[]): void {
  expect(messages.filter((message) => !seenMessages().has(message) && !NOT_YET.includes(message))).toEqual([]);
}

describe('what the server sends', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });

  it('[snapshot] [acknowledgment] to pages is as docs/wire/schemas says, in each news and each acknowledgment', async () => {
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
    for (const command of Object.keys(commandSchemas)) await ann.send(command, null);
    await ann.does('presence:watch', { on: true });
    await ann.does('users:find', { query: 'Bob' });
    await ann.does('call:request', requestTo('nobody.there'));
    await ann.next('call:reply');
    const unanswered = await ring(ann, bob);
    await ann.next('call:reply', ({ call, code }) => call.callId === unanswered.callId && code !== 0);
    await ann.next('presence');

    const call = await ring(ann, bob, { flags: 0x21, param: -7, text: 'About the bill' });
    const { caller } = await accept(call, ann, bob);
    const { callId } = call;
    const data = [{ type: 'candidate', candidate: { candidate: '', sdpMid: '0', sdpMLineIndex: 0 } }];
    await ann.does('call:signal', { callId, to: bob.endpointId, epoch: 1, data });
    await bob.next('call:signal');
    await ann.does('call:message', { callId, messageId: 'm', kind: 'text', text: 'Hello' });
    await bob.next('call:message');
    await bob.does('call:messages', { callId });
    await ann.does('call:ice', { callId });
    await ann.does('call:resume', { ticket: caller.ticket });
    const agents = await hosted(town);
    const side = await bringIn(agents, 'aside');
    await agents.bob.does('call:join', { callId: side.callId });
    await agents.ann.next('room:members');
    await agents.bob.does('call:transfer', { callId: agents.host.callId, to: agents.cat.userId });
    await bob.vanish();
    await ann.next('call:peer', ({ connected }) => !connected);
    const bobAgain = await town.again(bob);
    const bobNewer = await town.again(bobAgain);
    await bobAgain.next('replaced');
    await bobNewer.does('call:finish', { callId });
    await bobNewer.next('call:finish');
    await bobNewer.does('call:quality', { callId, quality: qualityOf() });
    await bobNewer.leave();
    await (await town.again(bobNewer)).does('endpoint:bye', {});

    // A call that a business server holds, and one that it denies.
    const desk = await town.attach(() => ({ hold: true }));
    await ann.does('call:request', requestTo('the desk'));
    await ann.next('call:update');
    await desk.leave();

    const server = await startServer();
    closing.push(() => server.close());
    const late = await Person.enter({ url: server.url, auth: { token: await testToken('late') } });
    const closed = server.close();
    await late.next('server:closing');
    await closed;
    closing.pop();
    expectSeen(pageMessages);
  });

  it('[snapshot] [acknowledgment] to business servers is as docs/wire/schemas says', async () => {
    const [ann, bob, cid] = [await town.enter('Ann'), await town.enter('Bob'), await town.enter('Cid')];
    const desk = await town.attach(({ callee }) => (callee.userId === 'desk' ? { hold: true } : { code: 0 }));
    for (const command of Object.keys(businessCommandSchemas)) await desk.send(command, null);
    await desk.does('users:list', {});
    const { callId } = await ann.does('call:request', requestTo('desk'));
    await desk.next('call:update');
    await desk.does('calls:list', {});
    await desk.does('call:update', { callId, param: 1, text: 'You are next.' });
    await desk.does('call:assign', { callId, to: [bob.userId, cid.userId] });
    const { call } = await cid.next('call:request');
    await bob.next('call:request');
    await cid.does('call:reply', { callId: call.callId, code: 0 });
    await desk.next('call:start');
    await cid.does('call:message', { callId, messageId: 'm', kind: 'notice', notice: 'snapshot' });
    await desk.next('call:message');
    await cid.vanish();
    await desk.next('call:peer');
    await desk.does('call:finish', { userId: ann.userId, code: 777, text: 'We close.' });
    await desk.next('call:finish');
    await ann.does('call:quality', { callId, quality: qualityOf() });
    await desk.next('call:quality');
    await desk.next('presence');
    expectSeen(programMessages);
  });

  it('[bounds] [C20] gives a ticket that may be shown again, however long the words of a call are in JSON', async () => {
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
    const call = await ring(ann, bob, { text: '\u0001'.repeat(4_096) });
    const { caller } = await accept(call, ann, bob);
    expect(await ann.does('call:resume', { ticket: caller.ticket })).toMatchObject({ callId: call.callId });
    await ann.does('call:finish', { callId: call.callId });
  });

  it('[snapshot] is told exactly: a name more or less, or another type, is a fault', async () => {
    const news = { callId: 'x', endpointId: null, connected: true };
    expect(() => checkNews('page', 'call:peer', news)).not.toThrow();
    expect(() => checkNews('page', 'call:peer', { ...news, why: 'so' })).toThrow('additional properties');
    expect(() => checkNews('page', 'call:peer', { ...news, connected: 1 })).toThrow('must be boolean');
    expect(() => checkNews('page', 'call:peer', { callId: 'x', connected: true })).toThrow('endpointId');
    expect(() => checkNews('page', 'call:nothing', {})).toThrow('no such message');
  });
});
