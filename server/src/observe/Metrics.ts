import { CODES, codeName } from '@frontdesk/protocol';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PanelHealth } from '../business/Panel.js';
import { type Call, isLive, type LiveCall } from '../calls/call.js';
import type { CallWatcher, QualityKeeper } from '../calls/ports.js';
import { watchQuality } from './watchQuality.js';

/** How the records are written: what waits for the database, and how often something refused. */
export interface RecordsHealth {
  readonly waiting: number;
  readonly faults: number;
}

/** What is asked whenever the figures are read. */
export interface Readings {
  /** The number of connected pages. */
  readonly endpoints: () => number;
  readonly deciders: () => PanelHealth;
  readonly records: () => RecordsHealth;
}

/** The server's figures, as Prometheus reads them. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #live: Readonly<Record<LiveCall['state'], Gauge.Internal<'state'>>>;
  readonly #ended: ReadonlyMap<string, Counter.Internal>;
  /** Counts how good a call was. */
  readonly quality: QualityKeeper;
  readonly #decision: Histogram;
  readonly #ring: Histogram;

  constructor({ endpoints, deciders, records }: Readings) {
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
    watchDeciders(deciders, registers);
    watchRecords(records, registers);
    this.quality = watchQuality(registers);
    // Bound once: to look a label up costs more than to count.
    this.#live = {
      deciding: calls.labels('deciding'),
      waiting: calls.labels('waiting'),
      ringing: calls.labels('ringing'),
      started: calls.labels('started'),
    };
    const names = [...Object.values(CODES).map(codeName), 'other'];
    this.#ended = new Map(names.map((name) => [name, ended.labels(name)]));
    for (const each of [...Object.values(this.#live), ...this.#ended.values()]) each.inc(0);
  }

  readonly watch: CallWatcher = (before, after) => {
    if (before?.state === after.state) return;
    if (before && isLive(before)) this.#live[before.state].dec();
    if (isLive(after)) this.#live[after.state].inc();
    else this.#ended.get(codeName(after.code))?.inc();
    const decided = decidedAt(before, after);
    if (decided !== null) this.#decision.observe((decided - after.asked.requestedAt) / 1000);
    if (before?.state === 'ringing') {
      const until = after.state === 'started' ? after.startedAt : after.state === 'finished' ? after.finishedAt : null;
      if (until !== null) this.#ring.observe((until - before.ringingAt) / 1000);
    }
  };

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

function watchRecords(records: () => RecordsHealth, registers: Registry[]): void {
  new Gauge({
    name: 'frontdesk_records_waiting',
    help: 'What is to be written to the records of calls and is not in the database yet.',
    registers,
    collect() {
      this.set(records().waiting);
    },
  });
  new Counter({
    name: 'frontdesk_records_faults_total',
    help: 'How often the disk or the database refused what was to be written to the records of calls.',
    registers,
    collect() {
      this.reset();
      this.inc(records().faults);
    },
  });
}

/** Whether a business server decides, and how often the policy had to. */
function watchDeciders(deciders: () => PanelHealth, registers: Registry[]): void {
  new Gauge({
    name: 'frontdesk_deciders',
    help: 'Attached business servers that decide; those passed over after five failures in a row count as passed_over.',
    labelNames: ['state'],
    registers,
    collect() {
      const { members, open } = deciders();
      this.set({ state: 'asked' }, members - open);
      this.set({ state: 'passed_over' }, open);
    },
  });
  new Counter({
    name: 'frontdesk_decisions_total',
    help: 'What came of asking a business server: answered, failed (late, lost or nonsense), or unasked because all were passed over.',
    labelNames: ['outcome'],
    registers,
    collect() {
      const { answered, failed, unasked } = deciders();
      this.reset();
      for (const [outcome, count] of Object.entries({ answered, failed, unasked })) this.inc({ outcome }, count);
    },
  });
}

/** When it was known that it rings or does not, if that is what has just happened; a call that is taken up again was decided long ago. */
function decidedAt(before: Call | null, after: Call): number | null {
  if (before && before.state !== 'deciding') return null;
  if (after.state === 'finished') return after.finishedAt;
  return after.state === 'ringing' || (before && after.state === 'started') ? after.ringingAt : null;
}
