import type { Clock } from '../Clock.js';
import type { IceConfig } from './CallLinkPorts.js';

/** How long before its credentials run out the way is asked anew, in ms: half of their hour. */
const MARGIN_MS = 30 * 60_000;
/** Where nothing says when they run out (START does not), they are taken to be good for so long, in ms. */
const LIFE_MS = 60 * 60_000;
/** How long to wait before an answer that did not come is asked for again, in ms. */
const AGAIN_MS = 60_000;

/**
 * The way to the other side: servers and credentials, kept fresh for as long as the call lives.
 *
 * A timer alone does not: none runs while a machine sleeps, and nobody answers without a line. So what looks for a path
 * anew waits for {@link whenFresh}.
 */
export class Way {
  readonly #ask: () => Promise<IceConfig | null>;
  readonly #clock: Clock;
  readonly #onRenewed: (ice: IceConfig) => void;
  readonly #waiting: (() => unknown)[] = [];
  #present: IceConfig | null = null;
  #dueAt = Number.NEGATIVE_INFINITY;
  #isRenewing = false;
  #isClosed = false;
  #cancel: () => void = () => undefined;

  constructor(ask: () => Promise<IceConfig | null>, clock: Clock, onRenewed: (ice: IceConfig) => void) {
    this.#ask = ask;
    this.#clock = clock;
    this.#onRenewed = onRenewed;
  }

  get present(): IceConfig | null {
    return this.#present;
  }

  /** Whether credentials are at hand that are good for a while. */
  get isFresh(): boolean {
    return this.#present !== null && this.#clock.now() < this.#dueAt;
  }

  /** True if a link that was made through the relay only, while it rang, may look for a direct path now: START opens it. */
  give(ice: IceConfig): boolean {
    const isOpened = this.#present?.icePolicy === 'relay' && ice.icePolicy === 'all';
    this.#present = ice;
    this.#dueAt = (ice.expiresAt ?? this.#clock.now() + LIFE_MS) - MARGIN_MS;
    this.#plan();
    return isOpened;
  }

  /** Asks anew; what was there before will do where there is no answer. */
  async ask(): Promise<IceConfig | null> {
    const ice = await this.#ask();
    if (ice && !this.#isClosed) this.give(ice);
    return this.#present;
  }

  /**
   * Runs this at once, or when credentials that run out were asked for anew, answered or not. What allocates nothing
   * (`isNeeded` false) only keeps its order.
   */
  whenFresh(run: () => unknown, isNeeded = true): void {
    if (!this.#isRenewing && (this.isFresh || !isNeeded)) {
      run();
      return;
    }
    this.#waiting.push(run);
    void this.#renew();
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#cancel();
  }

  async #renew(): Promise<void> {
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    const before = this.#present;
    const ice = await this.ask();
    this.#isRenewing = false;
    if (this.#isClosed) return;
    if (ice && ice !== before) this.#onRenewed(ice);
    else this.#plan();
    for (const run of this.#waiting.splice(0)) run();
  }

  #plan(): void {
    this.#cancel();
    const ms = Math.max(this.#dueAt - this.#clock.now(), AGAIN_MS);
    this.#cancel = this.#clock.after(ms, () => void this.#renew());
  }
}
