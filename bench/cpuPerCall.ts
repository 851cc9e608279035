import type { CallNews, ClientEvents, NewsMap, ServerEvents } from '@frontdesk/protocol';
import { io, type Socket } from 'socket.io-client';
import type { Figure } from './Figure.js';
import type { MeasuredProgram } from './MeasuredProgram.js';
import { median } from './median.js';
import { startFrontdesk, startRelay, tokenOf } from './programs.js';

const PAIRS = 50;
const CALLS_PER_ROUND = 20;
const ROUNDS = 7;
const WARM_UP_ROUNDS = 3;
const CANDIDATES_EACH = 4;

/** As long as what Chromium offers for sound and picture. */
const SDP = { type: 'offer', sdp: `v=0\r\n${'a=rtpmap:96 VP8/90000\r\n'.repeat(250)}` };
const CANDIDATE = {
  type: 'candidate',
  candidate: {
    candidate:
      'candidate:842163049 1 udp 1677729535 192.168.1.20 46154 typ host generation 0 ufrag 4ZcD network-cost 999',
    sdpMLineIndex: 0,
    sdpMid: '0',
  },
};

const CANDIDATES = Array<object>(CANDIDATES_EACH).fill(CANDIDATE);
const SINGLE: readonly object[] = [SDP, ...CANDIDATES];
const BATCHED: readonly object[] = [SDP, CANDIDATES];

/** Makes one whole call: request → reply → start → 2 SDP + 8 candidates → finish. */
type Pair = () => Promise<void>;

/**
 * What the server's processor does for one call, in µs, beside a bare relay of what the clients send.
 *
 * The relay's candidates travel one by one, as bare simple-peer sends them; ours in a batch for each side, as our client sends
 * them, or one by one too (`isBatched` false), as somebody else's client may.
 */
export async function cpuPerCall(isBatched: boolean): Promise<Figure> {
  const [ours, relay] = await Promise.all([startFrontdesk(), startRelay()]);
  const [ourPairs, relayPairs] = [
    await pairsOf(ours, (url, index) => frontdeskPair(url, index, isBatched)),
    await pairsOf(relay, relayPair),
  ];
  // The compiler's work belongs to the first calls of a day, not to a call.
  for (let each = 0; each < WARM_UP_ROUNDS; each += 1) {
    await round(ours, ourPairs);
    await round(relay, relayPairs);
  }
  const [ourRounds, relayRounds]: [number[], number[]] = [[], []];
  for (let each = 0; each < ROUNDS; each += 1) {
    ourRounds.push(await round(ours, ourPairs));
    relayRounds.push(await round(relay, relayPairs));
  }
  await Promise.all([ours.stop(), relay.stop()]);
  return {
    name: `server CPU per complete call, candidates ${isBatched ? 'in batches, as our client sends' : 'one by one'}`,
    unit: 'µs',
    ours: median(ourRounds),
    reference: median(relayRounds),
    bound: 1.3,
    goal: 1,
  };
}

function pairsOf(program: MeasuredProgram, make: (url: string, index: number) => Promise<Pair>): Promise<Pair[]> {
  return Promise.all(Array.from({ length: PAIRS }, (_, index) => make(program.url, index)));
}

/** CPU time of the server per call, in µs: all pairs at once, each making one call after another. */
async function round(program: MeasuredProgram, pairs: readonly Pair[]): Promise<number> {
  const before = await program.probe('cpu');
  await Promise.all(
    pairs.map(async (call) => {
      for (let each = 0; each < CALLS_PER_ROUND; each += 1) await call();
    }),
  );
  const after = await program.probe('cpu');
  return (after.cpuMicros - before.cpuMicros) / (pairs.length * CALLS_PER_ROUND);
}

async function frontdeskPair(url: string, index: number, isBatched: boolean): Promise<Pair> {
  const [callerId, calleeId] = [`caller-${index}`, `callee-${index}`];
  const connect = async (userId: string): Promise<Socket<ServerEvents, ClientEvents>> => {
    const socket = io(url, { auth: { token: await tokenOf(userId) }, transports: ['websocket'], forceNew: true });
    await new Promise((ready) => socket.once('session:ready', ready));
    return socket;
  };
  const [caller, callee] = [await connect(callerId), await connect(calleeId)];
  let number = 0;
  return async () => {
    number += 1;
    const rings = next(callee, 'call:request');
    await caller.emitWithAck('call:request', { to: calleeId, requestId: `${index}.${number}` });
    const { call } = (await rings) as CallNews;
    const starts = Promise.all([next(caller, 'call:start'), next(callee, 'call:start')]);
    await callee.emitWithAck('call:reply', { callId: call.callId, code: 0 });
    const [{ call: started }] = (await starts) as [CallNews, CallNews];
    const { callId } = started;
    const toCallee = { callId, to: started.callee.endpointId ?? '', epoch: 1 };
    const toCaller = { callId, to: started.caller.endpointId ?? '', epoch: 1 };
    await exchange(
      isBatched ? BATCHED : SINGLE,
      (data) => caller.emit('call:signal', { ...toCallee, data }),
      (data) => callee.emit('call:signal', { ...toCaller, data }),
      (count) => Promise.all([times(caller, 'call:signal', count), times(callee, 'call:signal', count)]),
    );
    const ends = Promise.all([next(caller, 'call:finish'), next(callee, 'call:finish')]);
    await caller.emitWithAck('call:finish', { callId });
    await ends;
  };
}

async function relayPair(url: string, index: number): Promise<Pair> {
  const [callerId, calleeId] = [`caller-${index}`, `callee-${index}`];
  const connect = async (name: string): Promise<Socket> => {
    const socket = io(url, { auth: { name }, transports: ['websocket'], forceNew: true });
    await new Promise<void>((ready) => socket.once('connect', ready));
    return socket;
  };
  const [caller, callee] = [await connect(callerId), await connect(calleeId)];
  return async () => {
    const rings = next(callee, 'request');
    caller.emit('request', calleeId, { requestId: 'x' });
    await rings;
    const answered = next(caller, 'reply');
    callee.emit('reply', callerId, { code: 0 });
    await answered;
    await exchange(
      SINGLE,
      (data) => caller.emit('signal', calleeId, { epoch: 1, data }),
      (data) => callee.emit('signal', callerId, { epoch: 1, data }),
      (count) => Promise.all([times(caller, 'signal', count), times(callee, 'signal', count)]),
    );
    const ends = next(callee, 'finish');
    caller.emit('finish', calleeId, { code: 0 });
    await ends;
  };
}

/** What each side sends: its SDP, and then these. */
async function exchange(
  signals: readonly object[],
  fromCaller: (data: object) => void,
  fromCallee: (data: object) => void,
  arrive: (count: number) => Promise<unknown>,
): Promise<void> {
  const all = arrive(signals.length);
  for (const signal of signals) {
    fromCaller(signal);
    fromCallee(signal);
  }
  await all;
}

/** The next message of this name. Untyped sockets and those of the contract alike. */
function next(socket: Socket<ServerEvents, ClientEvents> | Socket, name: string): Promise<unknown> {
  return times(socket, name, 1);
}

function times(socket: Socket<ServerEvents, ClientEvents> | Socket, name: string, count: number): Promise<unknown> {
  const plain = socket as Socket;
  return new Promise((resolve) => {
    let left = count;
    const listener = (news: NewsMap[keyof NewsMap]) => {
      left -= 1;
      if (left > 0) return;
      plain.off(name, listener);
      resolve(news);
    };
    plain.on(name, listener);
  });
}
