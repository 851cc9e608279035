import type { CallNews, ClientEvents, NewsMap, ServerEvents } from '@frontdesk/protocol';
import { io, type Socket } from 'socket.io-client';
import { tokenOf } from './programs.js';

/** A connection of someone at Frontdesk. */
export type Line = Socket<ServerEvents, ClientEvents>;

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
export type Pair = () => Promise<void>;

/** Connects someone, and waits for what the server says first. */
export async function enter(url: string, userId: string): Promise<Line> {
  const socket: Line = io(url, { auth: { token: await tokenOf(userId) }, transports: ['websocket'], forceNew: true });
  await next(socket, 'session:ready');
  return socket;
}

/** Two people at Frontdesk. `isBatched` sends each side's candidates together, as our client does. */
export async function frontdeskPair(url: string, index: number, isBatched: boolean): Promise<Pair> {
  const [callerId, calleeId] = [`caller-${index}`, `callee-${index}`];
  const [caller, callee] = [await enter(url, callerId), await enter(url, calleeId)];
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

/** Two people at the bare relay. */
export async function relayPair(url: string, index: number): Promise<Pair> {
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
export function next(socket: Line | Socket, name: string): Promise<unknown> {
  return times(socket, name, 1);
}

function times(socket: Line | Socket, name: string, count: number): Promise<unknown> {
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
