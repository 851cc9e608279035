import type { CallQuality } from '@frontdesk/protocol';
import { PAUSED } from './ladder.js';
import type { Sample } from './Sample.js';
import { Series } from './Series.js';

const rounded = (digits: number) => (value: number) => Math.round(value * 10 ** digits) / 10 ** digits;
const whole = rounded(0);
const share = rounded(4);

/** One side's record of a call's quality, gathered while it goes on. */
export class CallSummary {
  readonly #browser: string;
  readonly #sent = new Direction();
  readonly #received = new Direction();
  readonly #roundTrip = new Series();
  #seconds = 0;
  #freezes = { count: 0, ms: 0 };
  #reconnects = 0;
  #ladder = { steps: 0, lowest: 0, pausedMs: 0 };
  #level = 0;
  #at: number | null = null;
  #route: Sample['route'] = null;

  constructor(browser: string) {
    this.#browser = browser;
  }

  add(sample: Sample): void {
    const ms = this.#at === null ? 1_000 : sample.at - this.#at;
    this.#at = sample.at;
    this.#seconds += 1;
    this.#sent.add(sample.sent);
    this.#received.add(sample.received);
    this.#roundTrip.add(sample.roundTripMs);
    for (const slot of Object.values(sample.received.slots)) {
      this.#freezes = { count: this.#freezes.count + slot.freezes, ms: this.#freezes.ms + slot.frozenMs };
    }
    if (this.#level === PAUSED) this.#ladder = { ...this.#ladder, pausedMs: this.#ladder.pausedMs + ms };
    this.#route = sample.route ?? this.#route;
  }

  reconnected(): void {
    this.#reconnects += 1;
  }

  level(level: number): void {
    if (level === this.#level) return;
    this.#level = level;
    const { steps, lowest, pausedMs } = this.#ladder;
    this.#ladder = { steps: steps + 1, lowest: Math.max(lowest, level), pausedMs };
  }

  /** Null while nothing was measured: such a call says nothing of its quality. */
  record(): CallQuality | null {
    if (this.#seconds === 0) return null;
    return {
      seconds: this.#seconds,
      sent: this.#sent.record(),
      received: this.#received.record(),
      roundTripMs: roundedSpread(this.#roundTrip, whole),
      route: this.#route && { relayed: this.#route.isRelayed, protocol: this.#route.protocol },
      freezes: { count: this.#freezes.count, ms: whole(this.#freezes.ms) },
      reconnects: this.#reconnects,
      ladder: { ...this.#ladder, pausedMs: whole(this.#ladder.pausedMs) },
      browser: this.#browser,
    };
  }
}

class Direction {
  readonly #loss = new Series();
  readonly #jitter = new Series();
  /** The worst bit rate is the least. */
  readonly #bitrate = new Series(Math.min);

  add({ loss, jitterMs, bitrate }: Sample['sent']): void {
    this.#loss.add(loss);
    this.#jitter.add(jitterMs);
    this.#bitrate.add(bitrate);
  }

  record(): CallQuality['sent'] {
    return {
      loss: roundedSpread(this.#loss, share),
      jitterMs: roundedSpread(this.#jitter, whole),
      bitrate: roundedSpread(this.#bitrate, whole),
    };
  }
}

function roundedSpread(series: Series, round: (value: number) => number): { median: number; worst: number } | null {
  const spread = series.summary();
  return spread && { median: round(spread.median), worst: round(spread.worst) };
}

/** The browser's name and main version, like `Firefox 140`; nothing else of what it says of itself. */
export function browserName(userAgent: string): string {
  const [, name, version] =
    /(Firefox|Edg|OPR|SamsungBrowser)\/(\d+)/.exec(userAgent) ??
    /(Chrome)\/(\d+)/.exec(userAgent) ??
    /Version\/(\d+).*(Safari)/.exec(userAgent)?.map((_, at, all) => all[[0, 2, 1][at] ?? 0] ?? '') ??
    [];
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', SamsungBrowser: 'Samsung Internet' };
  return name === undefined ? 'unknown' : `${names[name] ?? name} ${version}`;
}
