import type { Clock } from '../Clock.js';
import { type Flow, type FlowState, flowOf, flowState, isFrozen } from './flow.js';

/** How often is looked, in ms, while something comes and while nothing does. */
const LOOK_MS = 500;
const LOOK_OFTEN_MS = 200;
/** How long after nothing came a picture may still freeze, in ms. */
const AFTER_MS = 2_000;

export interface FlowWatchPorts {
  readonly clock: Clock;
  readonly getStats: () => Promise<RTCStatsReport | null>;
  /** Whether the other side says that it sends anything. */
  readonly isExpected: () => boolean;
  readonly onChange: (state: FlowState) => void;
  /** Something comes again, but the browser shows no picture of it: old ones that came late have set its clock wrong. */
  readonly onFrozen: () => void;
}

/** Sees that nothing comes any more some seconds before the browser does. */
export class FlowWatch {
  readonly #ports: FlowWatchPorts;
  #flow: Flow | null = null;
  #state: FlowState = 'flowing';
  #lookedAt = 0;
  /** Until then it is looked whether the picture freezes. */
  #thawedAt = 0;
  #isClosed = false;
  #cancel: () => void = () => undefined;

  constructor(ports: FlowWatchPorts) {
    this.#ports = ports;
    this.#again();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #again(): void {
    const isWell = this.#state === 'flowing' && this.#lookedAt >= this.#thawedAt;
    const ms = isWell ? LOOK_MS : LOOK_OFTEN_MS;
    if (!this.#isClosed) this.#cancel = this.#ports.clock.after(ms, () => void this.#look());
  }

  async #look(): Promise<void> {
    const report = await this.#ports.getStats().catch(() => null);
    if (this.#isClosed) return;
    const now = this.#ports.clock.now();
    // A page that slept has seen nothing because it did not look.
    const before = this.#flow && now - this.#lookedAt < 4 * LOOK_MS ? this.#flow : null;
    this.#lookedAt = now;
    if (report) {
      this.#flow = flowOf(report, before, now);
      const state = flowState(this.#flow, this.#ports.isExpected(), now);
      if (this.#state === 'stalled' && state !== 'stalled') this.#thawedAt = now + AFTER_MS;
      if (state === 'flowing' && now < this.#thawedAt && isFrozen(this.#flow, now)) {
        this.#thawedAt = 0;
        this.#ports.onFrozen();
      }
      if (state !== this.#state) {
        this.#state = state;
        this.#ports.onChange(state);
      }
    }
    this.#again();
  }
}
