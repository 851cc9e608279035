import { z } from 'zod';
import { LIMITS } from './limits.js';

/** Bounds that no honest measurement passes: an hour of delay, 100 Gbit/s, a week of seconds. */
const ms = z.number().min(0).max(3_600_000);
const bitrate = z.number().min(0).max(100_000_000_000);
const share = z.number().min(0).max(1);
const count = z.int().min(0).max(1_000_000);

function spreadOf<T extends z.ZodType>(value: T) {
  return z.object({ median: value, worst: value }).nullable();
}

const direction = z.object({
  loss: spreadOf(share).describe('Share of packets lost in a second'),
  jitterMs: spreadOf(ms),
  bitrate: spreadOf(bitrate).describe('Bits a second; the worst is the least'),
});

/** How good a call was, as one side measured it each second. Null is "nothing could be measured". */
export const callQualitySchema = z
  .object({
    seconds: count.describe('How many seconds were measured'),
    sent: direction,
    received: direction,
    roundTripMs: spreadOf(ms),
    route: z.object({ relayed: z.boolean(), protocol: z.enum(['udp', 'tcp', 'tls']) }).nullable(),
    freezes: z.object({ count, ms: z.number().min(0).max(604_800_000) }).describe('Of the picture that came'),
    reconnects: count.describe('How often media were lost and came back'),
    ladder: z
      .object({ steps: count, lowest: z.int().min(0).max(16), pausedMs: z.number().min(0).max(604_800_000) })
      .describe('How often the own picture changed its size for the link’s sake, how far down, how long it paused'),
    browser: z.string().max(LIMITS.browserLength).describe('Name and main version'),
  })
  .meta({ id: 'CallQuality', description: 'How good a call was, as one side measured it.' });
