import { Counter, Histogram, type Registry } from 'prom-client';
import type { QualityKeeper } from '../calls/ports.js';

/** Counts how good calls were: one observation for each side of a call. */
export function watchQuality(registers: Registry[]): QualityKeeper {
  const loss = new Histogram({
    name: 'frontdesk_call_worst_loss_ratio',
    help: 'The worst second’s share of lost packets of a call, as one side measured it.',
    labelNames: ['direction'],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.08, 0.15, 0.3, 0.6],
    registers,
  });
  const roundTrip = new Histogram({
    name: 'frontdesk_call_worst_round_trip_seconds',
    help: 'The worst second’s round trip of a call’s media.',
    buckets: [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2],
    registers,
  });
  const sides = new Counter({
    name: 'frontdesk_call_sides_total',
    help: 'Sides of ended calls that told how good it was, by the way their media took.',
    labelNames: ['route'],
    registers,
  });
  const reconnects = new Counter({
    name: 'frontdesk_call_reconnects_total',
    help: 'How often media of a call were lost and came back, as each side counts.',
    registers,
  });
  const pauses = new Counter({
    name: 'frontdesk_call_sides_paused_total',
    help: 'Sides whose picture paused for a time so that the voice stayed.',
    registers,
  });
  for (const route of ['direct', 'relayed', 'unknown']) sides.inc({ route }, 0);
  return ({ quality }) => {
    if (quality.sent.loss) loss.observe({ direction: 'sent' }, quality.sent.loss.worst);
    if (quality.received.loss) loss.observe({ direction: 'received' }, quality.received.loss.worst);
    if (quality.roundTripMs) roundTrip.observe(quality.roundTripMs.worst / 1000);
    sides.inc({ route: quality.route === null ? 'unknown' : quality.route.relayed ? 'relayed' : 'direct' });
    reconnects.inc(quality.reconnects);
    if (quality.ladder.pausedMs > 0) pauses.inc();
  };
}
