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
  readonly settled: Promise<void>;
  readonly #tab: Keep;
  readonly #channel: TabChannel;
  readonly #nonce = randomId();
  #endpointId: string;
  #isSettled = false;
  #settle: () => void = () => undefined;

  constructor(tab: Keep, channel: TabChannel, clock: Clock) {
    this.#tab = tab;
    this.#channel = channel;
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
    const kept = tab.read(KEY);
    this.#endpointId = typeof kept === 'string' ? kept : '';
    if (this.#endpointId === '') {
      this.keep(randomId());
      return;
    }
    clock.after(ASK_MS, () => this.#conclude());
    channel.tell({ type: 'ask', endpointId: this.#endpointId, nonce: this.#nonce });
  }

  get endpointId(): string {
    return this.#endpointId;
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
