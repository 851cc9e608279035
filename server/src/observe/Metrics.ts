import { CODES, codeName } from '@frontdesk/protocol';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CallWatcher } from '../calls/ports.js';

/** The server's figures, as Prometheus reads them. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #calls: Gauge<'state'>;
  readonly #ended: Counter<'code'>;
  readonly #decision: Histogram;
  readonly #ring: Histogram;

  /** `endpoints` is asked for the number of connected pages whenever the figures are read. */
  constructor(endpoints: () => number) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#calls = new Gauge({
      name: 'frontdesk_calls',
      help: 'Live calls by state.',
      labelNames: ['state'],
      registers,
    });
    this.#ended = new Counter({
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
    for (const state of ['ringing', 'started']) this.#calls.set({ state }, 0);
    for (const code of Object.values(CODES)) this.#ended.inc({ code: codeName(code) }, 0);
  }

  readonly watch: CallWatcher = (before, after) => {
    if (before?.state === after.state) return;
    if (before) this.#calls.dec({ state: before.state });
    if (after.state !== 'finished') this.#calls.inc({ state: after.state });
    else this.#ended.inc({ code: codeName(after.code) });
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
