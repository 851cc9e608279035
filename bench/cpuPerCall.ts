import type { Figure } from './Figure.js';
import type { MeasuredProgram } from './MeasuredProgram.js';
import { median } from './median.js';
import { frontdeskPair, type Pair, relayPair } from './pairs.js';
import { startBusinessServer, startFrontdesk, startRelay } from './programs.js';

const PAIRS = 50;
const CALLS_PER_ROUND = 20;
const ROUNDS = 15;
const WARM_UP_ROUNDS = 3;

/** How candidates travel, and whether a business server of the operator's allows each call over a socket. */
interface Way {
  readonly isBatched: boolean;
  readonly isDecided: boolean;
}

/**
 * What the server's processor does for one call, in µs, beside a bare relay of what the clients send.
 *
 * The relay's candidates travel one by one, as bare simple-peer sends them; ours in a batch for each side, as our client sends
 * them, or one by one too, as somebody else's client may.
 */
export async function cpuPerCall({ isBatched, isDecided }: Way): Promise<Figure> {
  const [ours, relay] = await Promise.all([startFrontdesk(), startRelay()]);
  if (isDecided) await startBusinessServer(ours.url, () => ({ code: 0, text: '' }));
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
    name: `server CPU per complete call, ${nameOf({ isBatched, isDecided })}`,
    unit: 'µs',
    ours: median(ourRounds),
    reference: median(relayRounds),
    bound: isDecided ? 1.6 : 1.2,
    goal: isDecided ? null : 0.9,
  };
}

function nameOf({ isBatched, isDecided }: Way): string {
  if (isDecided) return 'a business server allows each over a socket';
  return `candidates ${isBatched ? 'in batches, as our client sends' : 'one by one'}`;
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
