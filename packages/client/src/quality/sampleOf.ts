import { SLOTS, type Slot } from '../media/slots.js';
import type { Counts, Reading } from './readReport.js';
import type { DirectionSample, Sample, SlotSample } from './Sample.js';

/** What flowed between two readings; null until there are two that are apart. */
export function sampleOf(before: Reading | null, after: Reading): Sample | null {
  const ms = before ? after.at - before.at : 0;
  if (!before || ms <= 0) return null;
  const { at, roundTripMs, reportAgeMs, availableBitrate, limitedBy, route } = after;
  const sent = direction(before.sent, after.sent, ms, (_then, { reportedLoss }) => reportedLoss);
  const received = direction(before.received, after.received, ms, lossBetween);
  return { at, sent, received, roundTripMs, reportAgeMs, availableBitrate, limitedBy, route };
}

type Slots = { readonly [S in Slot]?: Counts };
type Loss = (before: Counts, after: Counts) => number | null;

function direction(before: Slots, after: Slots, ms: number, lossOf: Loss): DirectionSample {
  const slots: { [S in Slot]?: SlotSample } = {};
  let [bitrate, packets, lost, jitterMs]: [number, number, number, number | null] = [0, 0, 0, null];
  for (const slot of SLOTS) {
    const [then, now] = [before[slot], after[slot]];
    if (!then || !now || then.id !== now.id || now.bytes < then.bytes) continue;
    const count = Math.max(0, now.packets - then.packets);
    const sample = slotSample(then, now, ms, count > 0 ? lossOf(then, now) : null);
    slots[slot] = sample;
    bitrate += sample.bitrate;
    if (sample.loss !== null) {
      packets += count;
      lost += count * sample.loss;
    }
    if (count > 0 && sample.jitterMs !== null) jitterMs = Math.max(jitterMs ?? 0, sample.jitterMs);
  }
  return { bitrate, loss: packets > 0 ? lost / packets : null, jitterMs, slots };
}

function slotSample(then: Counts, now: Counts, ms: number, loss: number | null): SlotSample {
  const { jitterMs, framesPerSecond, width, height, codec } = now;
  return {
    bitrate: ((now.bytes - then.bytes) * 8_000) / ms,
    loss,
    jitterMs,
    framesPerSecond,
    width,
    height,
    freezes: Math.max(0, now.freezes - then.freezes),
    frozenMs: Math.max(0, now.frozenMs - then.frozenMs),
    codec,
  };
}

/** Late packets count as lost at first and are taken back, so a second may have lost less than nothing. */
function lossBetween(then: Counts, now: Counts): number {
  const lost = Math.max(0, now.lost - then.lost);
  return lost / (lost + now.packets - then.packets);
}
