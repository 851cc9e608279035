import type { CallNews, Decision } from '@frontdesk/protocol';
import type { Socket } from 'socket.io-client';
import { expect, it } from 'vitest';
import { startServer, testToken } from '../../test/startServer.js';
import { Transcript } from '../../test/Transcript.js';
import { TURN_CREDENTIAL_MS } from '../auth/turn.js';

const PAGES = { ann: 'a99a99a9-0000-4000-8000-000000000001', bob: 'b0bb0bb0-0000-4000-8000-000000000002' };
const REQUESTS = ['6f1c0d6e-5d0c-4c4f-9a58-0c8b7a1d2e3f', '2b8e7c15-93a4-4d0a-8c55-e41f6f0a9b7d'] as const;
const GREETING = ['open', 'connect', 'session:ready'];
const TIMES = {
  from: 1_790_000_000_000,
  decideMs: 2_000,
  waitMs: 3_600_000,
  ringMs: 45_000,
  credentialsMs: TURN_CREDENTIAL_MS,
};

const INTRODUCTION = `# Two calls, packet by packet

Written down from a run against a real server, with plain socket.io-client over WebSocket; a test fails when the server would say
something else. Each line is one packet as it is on the wire, in Engine.IO's and Socket.IO's own writing, with white space added for
readers: \`0{…}\` opens the connection, \`40{…}\` is the handshake and its answer, \`42[name, payload]\` an event, \`420[…]\` one that asks to
be acknowledged as number 0, \`430[…]\` that acknowledgment. Not shown: the server's ping \`2\` every 5 s, which is to be answered \`3\`.

\`→ Ann\` is what Ann receives, \`Ann →\` what she sends. Each one's packets stand in their order; how those of different people
interleave is nobody's to rely on. What is random is the same here every time, and times are those of a story; tokens, tickets and
credentials are cut short.`;

const BUSINESS_INTRODUCTION = `A packet of another namespace than \`/\` carries its name: \`42/business,[…]\`.`;

const SETTINGS = {
  TURN_URLS: 'turn:turn.example.com:3478',
  TURN_SECRET: 'shared with coturn, long and random',
  RING_MS: String(TIMES.ringMs),
  DECIDE_MS: String(TIMES.decideMs),
  WAIT_MS: String(TIMES.waitMs),
};

it('[room] [order] [news session:ready] docs/wire/transcript.md is what goes over the wire', async () => {
  const transcript = new Transcript(TIMES);
  transcript.text(INTRODUCTION);
  for (const story of [twoTalk, deskHolds]) {
    const server = await startServer(SETTINGS);
    await story(transcript, server.url);
    await server.close();
  }
  await expect(transcript.written()).toMatchFileSnapshot('../../../docs/wire/transcript.md');
});

/** Ann calls Bob; Bob's line breaks and comes back; Bob hangs up. */
async function twoTalk(transcript: Transcript, url: string): Promise<void> {
  const enter = await doors(transcript, url);
  transcript.text('## Ann calls Bob');
  const ann = await transcript.step('Ann’s page connects.', 0, enter.ann, { Ann: GREETING });
  const bob = await transcript.step('So does Bob’s.', 1_000, enter.bob, { Bob: GREETING });
  const callId = idOfNext(bob);
  await transcript.step(
    'Ann calls. Her command is acknowledged first; then Bob’s page rings, and she hears that it does.',
    20_000,
    () => ann.emit('call:request', { to: 'bob', requestId: REQUESTS[0], text: 'About my bill' }, ignore),
    { Ann: ['ack', 'call:reply'], Bob: ['call:request'] },
  );
  await transcript.step(
    'Bob accepts. Both are in the room, each with a ticket of their own.',
    26_000,
    () => bob.emit('call:reply', { callId: callId(), code: 0 }, ignore),
    { Bob: ['ack', 'call:start'], Ann: ['call:start'] },
  );
  await link(transcript, ann, bob, callId());
  await transcript.step(
    'Bob’s connection breaks. The media between the two go on.',
    60_000,
    () => void bob.io.engine.close(),
    {
      Ann: ['call:peer'],
    },
  );
  const back = await transcript.step(
    'He is back in time, with the same endpoint id, and finds the call.',
    64_000,
    enter.bob,
    { Bob: GREETING, Ann: ['call:peer'] },
  );
  await transcript.step(
    'Bob hangs up. Both are told, he too.',
    180_000,
    () => back.emit('call:finish', { callId: callId() }, ignore),
    { Bob: ['ack', 'call:finish'], Ann: ['call:finish'] },
  );
  transcript.end([ann, back]);
}

/** What the two pages say to each other through the server, which does not read it. */
async function link(transcript: Transcript, ann: Socket, bob: Socket, callId: string): Promise<void> {
  const send = (from: Socket, to: string, data: object) => from.emit('call:signal', { callId, to, epoch: 1, data });
  await transcript.step(
    'Ann’s page is the initiator: her browser makes an offer. Signals need no acknowledgment.',
    26_100,
    () => send(ann, PAGES.bob, { type: 'offer', sdp: 'v=0\r\n…' }),
    { Bob: ['call:signal'] },
  );
  await transcript.step(
    'Bob’s browser answers; candidates may travel together.',
    26_200,
    () => send(bob, PAGES.ann, [{ type: 'answer', sdp: 'v=0\r\n…' }, candidate(50_000), candidate(50_001)]),
    { Ann: ['call:signal'] },
  );
  await transcript.step(
    'Ann tells what she sends; later, that she turned her camera off.',
    26_300,
    () => {
      send(ann, PAGES.bob, { media: { audio: true, video: true } });
      send(ann, PAGES.bob, { media: { audio: true, video: false } });
    },
    { Bob: ['call:signal', 'call:signal'] },
  );
}

/** A program of the operator's holds Ann's call, tells her place, assigns it to Bob, and ends it. */
async function deskHolds(transcript: Transcript, url: string): Promise<void> {
  const enter = await doors(transcript, url);
  const token = await testToken('desk', 'Desk', 'business');
  transcript.text('## A business server holds a call and assigns it', '', BUSINESS_INTRODUCTION);
  const desk = await transcript.step(
    'The operator’s program attaches, and says that it decides.',
    0,
    () => transcript.line('Desk', `${url}/business`, { token, decides: true, protocol: 1 }),
    { Desk: ['open', 'connect'] },
  );
  let decide: (decision: Decision) => void = ignore;
  desk.on('call:decide', (_: unknown, answer: typeof decide) => {
    decide = answer;
  });
  const ann = await transcript.step('Ann’s page connects.', 1_000, enter.ann, { Ann: GREETING, Desk: ['presence'] });
  const bob = await transcript.step('So does Bob’s.', 2_000, enter.bob, { Bob: GREETING, Desk: ['presence'] });
  const callId = idOfNext(desk);
  await transcript.step(
    'Ann calls a name that only the program knows. It is asked, and she waits for its decision.',
    20_000,
    () => ann.emit('call:request', { to: 'billing', requestId: REQUESTS[1], preconnect: true }, ignore),
    { Ann: ['ack'], Desk: ['call:request', 'call:decide', 'presence'] },
  );
  await transcript.step('The program holds the call.', 20_300, () => decide({ hold: true }), {
    Desk: ['call:update'],
    Ann: ['call:update'],
  });
  await transcript.step(
    'It tells Ann her place.',
    21_000,
    () => desk.emit('call:update', { callId: callId(), param: 1, text: 'You are next.' }, ignore),
    { Desk: ['ack', 'call:update'], Ann: ['call:update'] },
  );
  await transcript.step(
    'It assigns the call to Bob, whose page rings.',
    50_000,
    () => desk.emit('call:assign', { callId: callId(), to: 'bob' }, ignore),
    { Desk: ['ack', 'call:reply', 'presence'], Bob: ['call:request'], Ann: ['call:reply'] },
  );
  await linkEarly(transcript, ann, bob, callId());
  await transcript.step('Bob accepts.', 55_000, () => bob.emit('call:reply', { callId: callId(), code: 0 }, ignore), {
    Bob: ['ack', 'call:start'],
    Ann: ['call:start'],
    Desk: ['call:start'],
  });
  await transcript.step(
    'Much later, the program ends it: everybody hears by FINISH, in whatever state a call is.',
    1_800_000,
    () => desk.emit('call:finish', { callId: callId(), code: 100904, text: 'We close now.' }, ignore),
    { Desk: ['ack', 'call:finish', 'presence'], Ann: ['call:finish'], Bob: ['call:finish'] },
  );
  transcript.end([ann, bob, desk]);
}

/** Both pages wish for it, and Bob is staff: they link while it rings, with nothing in the link. */
async function linkEarly(transcript: Transcript, ann: Socket, bob: Socket, callId: string): Promise<void> {
  await transcript.step(
    'Bob’s page takes a link before the answer, as Ann’s page asked for.',
    50_100,
    () => bob.emit('call:alert', { callId, preconnect: true }, ignore),
    { Bob: ['ack'], Ann: ['call:alert'] },
  );
  await transcript.step(
    'Both ask for the way to the other; there is no ticket before the start. Here Ann.',
    50_200,
    () => ann.emit('call:ice', { callId }, ignore),
    { Ann: ['ack'] },
  );
  await transcript.step(
    'Ann’s page makes the link.',
    50_300,
    () => ann.emit('call:signal', { callId, to: PAGES.bob, epoch: 1, data: { type: 'offer', sdp: 'v=0\r\n…' } }),
    { Bob: ['call:signal'] },
  );
}

/** How the two people's pages connect. */
async function doors(transcript: Transcript, url: string) {
  const tokens = { ann: await testToken('ann', 'Ann Lee'), bob: await testToken('bob', 'Bob Roy', 'agent') };
  return {
    ann: () => transcript.line('Ann', url, { token: tokens.ann, endpointId: PAGES.ann, protocol: 1 }),
    bob: () => transcript.line('Bob', url, { token: tokens.bob, endpointId: PAGES.bob, protocol: 1 }),
  };
}

/** The id of the next call that this connection hears of; read it then. */
function idOfNext(socket: Socket): () => string {
  let callId = '';
  socket.once('call:request', ({ call }: CallNews) => {
    callId = call.callId;
  });
  return () => callId;
}

function candidate(port: number): object {
  const words = `candidate:1 1 udp 2122260223 192.0.2.7 ${port} typ host`;
  return { type: 'candidate', candidate: { candidate: words, sdpMid: '0', sdpMLineIndex: 0 } };
}

function ignore(): void {}
