import type { Decision } from '@frontdesk/protocol';
import { Crowd } from './Crowd.js';
import type { Figure } from './Figure.js';
import { median } from './median.js';
import { enter } from './pairs.js';
import { percentile } from './percentile.js';
import { startBusinessServer, startFrontdesk } from './programs.js';

/** Calls that the business server thinks about for as long as the measurement lasts. */
const STUCK = 200;
const PEOPLE = 100;
const CALLS_PER_SECOND = 100;
const SECONDS = 10;
const ROUNDS = 3;
const WARM_UP = 5;

/** From the request to its ringing, with a business server that takes 30 s for 200 other calls beside one that takes none. */
export async function slowBusiness(): Promise<Figure> {
  const server = await startFrontdesk({ DECIDE_MS: '60000' });
  const never = new Promise<Decision>(() => undefined);
  await startBusinessServer(server.url, ({ caller }) =>
    caller.userId.startsWith('stuck') ? never : { code: 0, text: '' },
  );
  const crowd = await Crowd.gather(server.url, PEOPLE);
  await crowd.call(CALLS_PER_SECOND, WARM_UP);
  const stuck = await Promise.all(Array.from({ length: STUCK }, (_, index) => enter(server.url, `stuck-${index}`)));
  const [slow, quick]: [number[], number[]] = [[], []];
  for (let each = 0; each < ROUNDS; each += 1) {
    quick.push(percentile(await crowd.call(CALLS_PER_SECOND, SECONDS), 0.99));
    const calls = await Promise.all(
      stuck.map((line) => line.emitWithAck('call:request', { to: 'nobody', requestId: `${each}.${line.id}` })),
    );
    slow.push(percentile(await crowd.call(CALLS_PER_SECOND, SECONDS), 0.99));
    await Promise.all(
      stuck.map(async (line, index) => {
        const result = calls[index];
        if (result?.ok) await line.emitWithAck('call:finish', { callId: result.value.callId });
      }),
    );
  }
  crowd.leave();
  await server.stop();
  return {
    name: `request → ring, p99, while a business server thinks about ${STUCK} other calls`,
    unit: 'ms',
    ours: median(slow),
    reference: median(quick),
    bound: 1.5,
    goal: null,
  };
}
