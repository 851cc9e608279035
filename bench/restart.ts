import { randomUUID } from 'node:crypto';
import type { CallNews, CallSnapshot, Result, SessionReady, StartNews } from '@frontdesk/protocol';
import { io } from 'socket.io-client';
import { retryDelay } from '../packages/client/src/connection/retryDelay.js';
import type { Figure } from './Figure.js';
import { type Line, next } from './pairs.js';
import { newFolder, startFrontdesk, tokenOf } from './programs.js';

const CALLS = 500;
/** Calls that are begun at a time. */
const STAGE = 50;

/** One page of someone in a call. */
interface InCall {
  readonly line: Line;
  readonly endpointId: string;
  start: StartNews | null;
}

/** The server is killed with -9 while 500 calls are on and started again at once: which go on, and when the last page is back. */
export async function restart(): Promise<readonly Figure[]> {
  const folder = newFolder();
  const server = await startFrontdesk({}, folder);
  const couples: [InCall, InCall][] = [];
  while (couples.length < CALLS) {
    const stage = Array.from({ length: STAGE }, (_, index) => couples.length + index);
    couples.push(...(await Promise.all(stage.map((number) => talk(server.url, number)))));
  }
  // Everybody listens before the server dies, and comes back as our client does.
  const back = couples.map((couple) => Promise.all(couple.map(comesBack)));
  const killedAt = performance.now();
  await server.stop();
  const again = await startFrontdesk({ PORT: new URL(server.url).port }, folder);
  const readyAt = performance.now();
  const calls = await Promise.all(back);
  const backAt = performance.now();
  const goOn = (await Promise.all(couples.map((couple, index) => goesOn(couple, calls[index] ?? [])))).filter(Boolean);
  await again.stop();
  const figure = { reference: null, goal: null };
  return [
    {
      ...figure,
      name: `calls lost of ${CALLS} when the server is killed`,
      unit: 'calls',
      ours: CALLS - goOn.length,
      bound: 0,
    },
    {
      ...figure,
      name: 'kill → the last of 1,000 pages is back in its call',
      unit: 'ms',
      ours: backAt - killedAt,
      bound: 5_000,
    },
    { ...figure, name: '  of which after the new server was ready', unit: 'ms', ours: backAt - readyAt, bound: 4_000 },
  ];
}

/** Two who are in a call. */
async function talk(url: string, number: number): Promise<[InCall, InCall]> {
  const [caller, callee] = await Promise.all([open(url, `caller-${number}`), open(url, `callee-${number}`)]);
  const rings = next(callee.line, 'call:request');
  caller.line.emit('call:request', { to: `callee-${number}`, requestId: String(number) });
  const { callId } = ((await rings) as CallNews).call;
  const starts = Promise.all([next(caller.line, 'call:start'), next(callee.line, 'call:start')]);
  callee.line.emit('call:reply', { callId, code: 0 });
  [caller.start, callee.start] = (await starts) as [StartNews, StartNews];
  return [caller, callee];
}

async function open(url: string, userId: string): Promise<InCall> {
  const endpointId = randomUUID();
  const auth = { token: await tokenOf(userId), endpointId, protocol: 1 };
  const line: Line = io(url, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
  await next(line, 'session:ready');
  return { line, endpointId, start: null };
}

/** Reconnects, and shows its ticket if the server does not know the call; the call as it is then, null if it is refused. */
function comesBack({ line, start }: InCall): Promise<CallSnapshot | null> {
  return new Promise((resolve) => {
    let attempts = 0;
    const retry = () => {
      setTimeout(() => line.connect(), retryDelay(attempts, Math.random()));
      attempts += 1;
    };
    line.on('disconnect', retry);
    line.on('connect_error', retry);
    line.on('session:ready', async ({ calls }: SessionReady) => {
      const known = calls.find(({ callId }) => callId === start?.call.callId);
      if (known) return resolve(known);
      const result: Result<CallSnapshot> = await line.emitWithAck('call:resume', { ticket: start?.ticket ?? '' });
      resolve(result.ok ? result.value : null);
    });
  });
}

/** Whether it is the same call in the same room for both, and a signal goes from one to the other. */
async function goesOn([caller, callee]: [InCall, InCall], calls: readonly (CallSnapshot | null)[]): Promise<boolean> {
  const before = caller.start?.call;
  if (!before || calls.some((call) => call?.callId !== before.callId || call.roomId !== before.roomId)) return false;
  const arrives = next(callee.line, 'call:signal');
  const { callId } = before;
  const signal = { callId, to: callee.endpointId, epoch: 1, data: { type: 'x' } };
  const { ok } = await caller.line.emitWithAck('call:signal', signal);
  if (ok) await arrives;
  return ok;
}
