import { Crowd } from './Crowd.js';
import type { Figure } from './Figure.js';
import type { MeasuredProgram } from './MeasuredProgram.js';
import { median } from './median.js';
import { frontdeskPair, type Pair } from './pairs.js';
import { percentile } from './percentile.js';
import { startFrontdesk } from './programs.js';

const PEOPLE = 200;
const CALLS_PER_SECOND = 200;
const SECONDS = 5;
const PAIRS = 50;
const CALLS_PER_ROUND = 20;
const ROUNDS = 9;
const WARM_UP = 4;

/**
 * What it costs a call that it is recorded: a server that records beside one that does not, in turns. Its set-up, from the request
 * to its ringing, is what people wait for; the processor's time is that of the whole process, the thread that writes among it.
 */
export async function recordsCost(): Promise<readonly Figure[]> {
  const servers = await Promise.all([startFrontdesk(), startFrontdesk({ RECORDS: 'off' })]);
  const rings = await inTurns(servers, await crowdsOf(servers));
  const cpu = await inTurns(servers, await pairsOf(servers));
  await Promise.all(servers.map((server) => server.stop()));
  const beside = 'recorded beside not recorded';
  const ring = (share: string) => `request → ring, ${share}, at ${CALLS_PER_SECOND} calls/s, ${beside}`;
  return [
    { name: ring('p99'), unit: 'ms', ours: rings.recorded.p99, reference: rings.not.p99, bound: 1.1, goal: null },
    { name: ring('p50'), unit: 'ms', ours: rings.recorded.p50, reference: rings.not.p50, bound: 1.3, goal: 1.1 },
    {
      name: `server CPU per complete call, all threads, ${beside}`,
      unit: 'µs',
      ours: cpu.recorded.p50,
      reference: cpu.not.p50,
      bound: 1.7,
      goal: 1.3,
    },
  ];
}

interface Spread {
  readonly p50: number;
  readonly p99: number;
}

type Measure = (server: MeasuredProgram) => Promise<Spread>;

/** The medians of the rounds. */
async function inTurns(
  [recorded, not]: readonly MeasuredProgram[],
  measure: Measure,
): Promise<{ readonly recorded: Spread; readonly not: Spread }> {
  if (!recorded || !not) throw new Error('two servers are measured');
  const rounds: { recorded: Spread; not: Spread }[] = [];
  for (let each = 0; each < ROUNDS; each += 1) {
    // Whoever comes second may find a busier machine.
    const isFirst = each % 2 === 0;
    const first = await measure(isFirst ? recorded : not);
    const second = await measure(isFirst ? not : recorded);
    rounds.push(isFirst ? { recorded: first, not: second } : { recorded: second, not: first });
  }
  const of = (which: 'recorded' | 'not'): Spread => ({
    p50: median(rounds.map((round) => round[which].p50)),
    p99: median(rounds.map((round) => round[which].p99)),
  });
  return { recorded: of('recorded'), not: of('not') };
}

async function crowdsOf(servers: readonly MeasuredProgram[]): Promise<Measure> {
  const crowds = new Map<MeasuredProgram, Crowd>();
  for (const server of servers) {
    const crowd = await Crowd.gather(server.url, PEOPLE);
    await crowd.call(CALLS_PER_SECOND, WARM_UP);
    crowds.set(server, crowd);
  }
  return async (server) => {
    const rings = (await crowds.get(server)?.call(CALLS_PER_SECOND, SECONDS)) ?? [];
    return { p50: percentile(rings, 0.5), p99: percentile(rings, 0.99) };
  };
}

async function pairsOf(servers: readonly MeasuredProgram[]): Promise<Measure> {
  const pairs = new Map<MeasuredProgram, readonly Pair[]>();
  const round = async (server: MeasuredProgram) => {
    const before = await server.probe('cpu');
    const made = pairs.get(server) ?? [];
    await Promise.all(
      made.map(async (call) => {
        for (let each = 0; each < CALLS_PER_ROUND; each += 1) await call();
      }),
    );
    const after = await server.probe('cpu');
    return (after.cpuMicros - before.cpuMicros) / (made.length * CALLS_PER_ROUND);
  };
  for (const server of servers) {
    const made = Array.from({ length: PAIRS }, (_, index) => frontdeskPair(server.url, index, true));
    pairs.set(server, await Promise.all(made));
    for (let each = 0; each < WARM_UP; each += 1) await round(server);
  }
  return async (server) => {
    const micros = await round(server);
    return { p50: micros, p99: micros };
  };
}
