import { CODES, codeName } from '@frontdesk/protocol';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { isLive, type LiveCall } from '../calls/call.js';
import type { CallWatcher } from '../calls/ports.js';

/** The server's figures, as Prometheus reads them. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #live: Readonly<Record<LiveCall['state'], Gauge.Internal<'state'>>>;
  readonly #ended: ReadonlyMap<string, Counter.Internal>;
  readonly #decision: Histogram;
  readonly #ring: Histogram;

  /** `endpoints` is asked for the number of connected pages whenever the figures are read. */
  constructor(endpoints: () => number) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    const calls = new Gauge({
      name: 'frontdesk_calls',
      help: 'Live calls by state.',
      labelNames: ['state'],
      registers,
    });
    const ended = new Counter({
      name: 'frontdesk_calls_ended_total',
      help: 'Ended calls by the name of their code; a business server’s own codes count as other.',
      labelNames: ['code'],
      registers,
    });
    const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
    this.#decision = new Histogram({
      name: 'frontdesk_decision_seconds',
      help: 'From the request to its ringing or refusal.',
      buckets,
      registers,
    });
    this.#ring = new Histogram({
      name: 'frontdesk_ring_seconds',
      help: 'How long calls rang, answered or not.',
      buckets: [1, 2, 5, 10, 15, 20, 30, 45, 60, 120, 180],
      registers,
    });
    new Gauge({
      name: 'frontdesk_endpoints',
      help: 'Connected pages.',
      registers,
      collect() {
        this.set(endpoints());
      },
    });
    // Bound once: to look a label up costs more than to count.
    this.#live = { ringing: calls.labels('ringing'), started: calls.labels('started') };
    const names = [...Object.values(CODES).map(codeName), 'other'];
    this.#ended = new Map(names.map((name) => [name, ended.labels(name)]));
    for (const each of [...Object.values(this.#live), ...this.#ended.values()]) each.inc(0);
  }

  readonly watch: CallWatcher = (before, after) => {
    if (before?.state === after.state) return;
    if (before && isLive(before)) this.#live[before.state].dec();
    if (isLive(after)) this.#live[after.state].inc();
    else this.#ended.get(codeName(after.code))?.inc();
    if (!before) this.#decision.observe(((after.ringingAt ?? after.requestedAt) - after.requestedAt) / 1000);
    if (before?.state === 'ringing') {
      const until = after.state === 'started' ? after.startedAt : after.state === 'finished' ? after.finishedAt : 0;
      this.#ring.observe((until - before.ringingAt) / 1000);
    }
  };

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}
