import type { Clock } from '../Clock.js';
import type { IceConfig } from './CallLinkPorts.js';

/** How often the way is asked anew, in ms: relays believe credentials for an hour. */
const RENEW_MS = 30 * 60_000;

/** The way to the other side: servers and credentials, kept fresh for as long as the call lives. */
export class Way {
  readonly #ask: () => Promise<IceConfig | null>;
  readonly #cancel: { renewal: () => void };
  #present: IceConfig | null = null;

  constructor(ask: () => Promise<IceConfig | null>, clock: Clock, onRenewed: (ice: IceConfig) => void) {
    this.#ask = ask;
    const renewal = async (): Promise<void> => {
      this.#cancel.renewal = clock.after(RENEW_MS, renewal);
      const ice = await this.ask();
      if (ice) onRenewed(ice);
    };
    this.#cancel = { renewal: clock.after(RENEW_MS, renewal) };
  }

  get present(): IceConfig | null {
    return this.#present;
  }

  /** What START brings. True if a link that was made through the relay only, while it rang, may look for a direct path now. */
  give(ice: IceConfig): boolean {
    const isOpened = this.#present?.icePolicy === 'relay' && ice.icePolicy === 'all';
    this.#present = ice;
    return isOpened;
  }

  /** Asks anew; what was there before will do where there is no answer. */
  async ask(): Promise<IceConfig | null> {
    this.#present = (await this.#ask()) ?? this.#present;
    return this.#present;
  }

  close(): void {
    this.#cancel.renewal();
  }
}
