import { Crowd } from './Crowd.js';
import type { Figure } from './Figure.js';
import { median } from './median.js';
import { percentile } from './percentile.js';
import { startFrontdesk } from './programs.js';

const MANY = 5_000;
const FEW = 100;
const CALLS_PER_SECOND = 100;
const SECONDS = 20;
/** Each with servers and people of their own. */
const ROUNDS = 3;
/** Calls that only warm the compiler up. In seconds. */
const WARM_UP = 5;

/** From the request to its ringing while 100 calls a second are set up: with 5,000 people connected beside 100. */
export async function callsInACrowd(): Promise<readonly Figure[]> {
  const [many, few]: [number[], number[]] = [[], []];
  for (let each = 0; each < ROUNDS; each += 1) {
    few.push(await round(FEW));
    many.push(await round(MANY));
  }
  const ring = `request → ring, p99, at ${CALLS_PER_SECOND} calls/s`;
  return [
    { name: `${ring}, ${MANY} connected`, unit: 'ms', ours: median(many), reference: null, bound: 50, goal: null },
    {
      name: `${ring}, ${MANY} connected beside ${FEW}`,
      unit: 'ms',
      ours: median(many),
      reference: median(few),
      bound: 2,
      goal: null,
    },
  ];
}

/** The 99th percentile, in ms. */
async function round(people: number): Promise<number> {
  const server = await startFrontdesk();
  const crowd = await Crowd.gather(server.url, people);
  await crowd.call(CALLS_PER_SECOND, WARM_UP);
  const rings = await crowd.call(CALLS_PER_SECOND, SECONDS);
  crowd.leave();
  await server.stop();
  return percentile(rings, 0.99);
}
