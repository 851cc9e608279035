import type { CallNews } from '@frontdesk/protocol';
import type { CrowdAnswer, CrowdOrder } from './crowdOrders.js';
import { enter, type Line, next } from './pairs.js';

/** Connecting at a time. */
const STAGE = 50;

/** Two who call each other. */
interface Couple {
  readonly caller: Line;
  readonly callee: Line;
  readonly calleeId: string;
}

const idle: Couple[] = [];

process.on('message', (order) => {
  void carryOut(order as CrowdOrder).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());

async function carryOut(order: CrowdOrder): Promise<CrowdAnswer> {
  if (order.type === 'call') return { rings: await call(order) };
  const { url, prefix, people } = order;
  while (idle.length < people / 2) {
    const names = Array.from({ length: STAGE / 2 }, (_, index) => `${prefix}-${idle.length + index}`);
    idle.push(
      ...(await Promise.all(
        names.map(async (name) => {
          const [caller, callee] = await Promise.all([enter(url, `${name}-a`), enter(url, `${name}-b`)]);
          return { caller, callee, calleeId: `${name}-b` };
        }),
      )),
    );
  }
  return { rings: [] };
}

/** Calls begin at even distances, whatever becomes of those before. */
async function call({ perSecond, seconds }: Extract<CrowdOrder, { type: 'call' }>): Promise<number[]> {
  const calls: Promise<number>[] = [];
  const begun = performance.now();
  for (let each = 0; each < perSecond * seconds; each += 1) {
    const due = begun + (each * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    while (idle.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const couple = idle.shift();
    if (couple) calls.push(setUp(couple));
  }
  return Promise.all(calls);
}

/** Request → ring → accept → start → finish; the time from the request to the ring, in ms. */
async function setUp(couple: Couple): Promise<number> {
  const { caller, callee, calleeId } = couple;
  const rings = next(callee, 'call:request');
  const requestedAt = performance.now();
  caller.emit('call:request', { to: calleeId, requestId: `${requestedAt}.${Math.random()}` });
  const { callId } = ((await rings) as CallNews).call;
  const took = performance.now() - requestedAt;
  const starts = Promise.all([next(caller, 'call:start'), next(callee, 'call:start')]);
  callee.emit('call:reply', { callId, code: 0 });
  await starts;
  const ends = Promise.all([next(caller, 'call:finish'), next(callee, 'call:finish')]);
  caller.emit('call:finish', { callId });
  await ends;
  idle.push(couple);
  return took;
}
