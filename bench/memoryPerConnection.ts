import { io, type Socket } from 'socket.io-client';
import type { Figure } from './Figure.js';
import type { MeasuredProgram } from './MeasuredProgram.js';
import { median } from './median.js';
import { startFrontdesk, startRelay, tokenOf } from './programs.js';

const CONNECTIONS = 2_000;
/** Connected first and not counted: what the first connections load is not theirs. */
const WARM_UP = 200;
/** Connecting at a time. */
const STAGE = 100;
const ROUNDS = 3;

/** What a connection that only waits holds in the server's memory, in KB, beside bare Socket.IO. */
export async function memoryPerConnection(): Promise<Figure> {
  const [ours, reference]: [number[], number[]] = [[], []];
  for (let each = 0; each < ROUNDS; each += 1) {
    ours.push(await round(await startFrontdesk(), async (name) => ({ token: await tokenOf(name) }), 'session:ready'));
    reference.push(await round(await startRelay(), async (name) => ({ name }), 'connect'));
  }
  return {
    name: 'memory per idle connection',
    unit: 'KB',
    ours: median(ours),
    reference: median(reference),
    bound: 1.3,
    goal: null,
  };
}

async function round(
  program: MeasuredProgram,
  auth: (name: string) => Promise<object>,
  ready: string,
): Promise<number> {
  const sockets: Socket[] = [];
  const connect = async (count: number) => {
    for (let stage = 0; stage < count; stage += STAGE) {
      const names = Array.from({ length: STAGE }, (_, index) => `idle-${sockets.length + index}`);
      sockets.push(...(await Promise.all(names.map(async (name) => open(program.url, await auth(name), ready)))));
    }
  };
  await connect(WARM_UP);
  const before = await settled(program);
  await connect(CONNECTIONS);
  const after = await settled(program);
  for (const socket of sockets) socket.disconnect();
  await program.stop();
  return (after - before) / CONNECTIONS / 1_000;
}

function open(url: string, auth: object, ready: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = io(url, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
    socket.once(ready, () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

/** Memory in use, in bytes, once a collection frees nothing more: buffers of the last connections go a little later. */
async function settled(program: MeasuredProgram): Promise<number> {
  let used = (await program.probe('memory')).used;
  for (;;) {
    await new Promise((next) => setTimeout(next, 300));
    const now = (await program.probe('memory')).used;
    if (now > used * 0.995) return Math.min(now, used);
    used = now;
  }
}
