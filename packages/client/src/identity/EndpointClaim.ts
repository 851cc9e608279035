import type { Clock } from '../Clock.js';
import type { Keep } from '../Keep.js';
import { randomId } from '../randomId.js';
import type { TabChannel, TabMessage } from './TabChannel.js';

/** How long a page waits for another tab to say that it lives under the same id, in ms. Tabs answer within 1–10. */
const ASK_MS = 150;

const KEY = 'frontdesk.endpoint';

/**
 * This tab's endpoint id: kept over a reload, never shared by two tabs.
 *
 * The browser copies sessionStorage when a tab is duplicated, and cannot tell that from a reload. So a page that finds
 * an id asks the other tabs whether it is alive there, and then takes a new one. Of two that ask at the same time (a
 * restored window) the one with the smaller nonce keeps it.
 */
export class EndpointClaim {
  readonly #clock: Clock;
  readonly #tab: Keep;
  readonly #channel: TabChannel;
  readonly #nonce = randomId();
  #endpointId = '';
  #isSettled = false;
  #settled = Promise.resolve();
  #settle: () => void = () => undefined;

  constructor(tab: Keep, channel: TabChannel, clock: Clock) {
    this.#tab = tab;
    this.#channel = channel;
    this.#clock = clock;
    const kept = tab.read(KEY);
    if (typeof kept === 'string' && kept !== '') this.claim(kept);
    else this.keep(randomId());
  }

  /** Resolves when the id is sure. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  get endpointId(): string {
    return this.#endpointId;
  }

  /** Takes the id of a page that was here before, unless it is alive in another tab. */
  claim(endpointId: string): void {
    this.#endpointId = endpointId;
    this.#tab.write(KEY, endpointId);
    this.#isSettled = false;
    this.#settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#clock.after(ASK_MS, () => this.#conclude());
    this.#channel.tell({ type: 'ask', endpointId, nonce: this.#nonce });
  }

  /** Takes this id, and is sure of it. */
  keep(endpointId: string): void {
    this.#endpointId = endpointId;
    this.#tab.write(KEY, endpointId);
    this.#conclude();
  }

  hear(message: TabMessage): void {
    if (message.type !== 'ask' && message.type !== 'alive') return;
    if (message.endpointId !== this.#endpointId) return;
    const isTaken = message.type === 'alive' ? message.nonce === this.#nonce : message.nonce < this.#nonce;
    if (isTaken && !this.#isSettled) this.keep(randomId());
    else if (message.type === 'ask') this.#channel.tell({ ...message, type: 'alive' });
  }

  #conclude(): void {
    this.#isSettled = true;
    this.#settle();
  }
}
