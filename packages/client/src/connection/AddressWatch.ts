import type { Clock } from '../Clock.js';
import type { MediaView } from '../views.js';

/** How long after the link is up its addresses are looked at, in ms: the first picture is not to wait for that. */
const SETTLED_MS = 3_000;
/** How long between two looks while the link is in trouble, and for how long, in ms. Chromium takes 2 s to see a change. */
const AGAIN_MS = 300;
const PATIENCE_MS = 10_000;

export interface AddressWatchPorts {
  readonly clock: Clock;
  /** The addresses of this machine; none if the browser does not tell. */
  readonly look: () => Promise<readonly string[]>;
  /** One that this machine had while all was well is gone. */
  readonly onChange: () => void;
}

/**
 * Sees that this machine is in another network, which desktop browsers do not tell: looks at its addresses, but only when
 * the link is in trouble.
 */
export class AddressWatch {
  readonly #ports: AddressWatchPorts;
  #link: MediaView['link'] = 'none';
  #known: readonly string[] = [];
  #until = 0;
  #cancel: () => void = () => undefined;

  constructor(ports: AddressWatchPorts) {
    this.#ports = ports;
  }

  /** How the link is doing has changed, or not. */
  follow(link: MediaView['link']): void {
    if (link === this.#link) return;
    const wasInTrouble = isInTrouble(this.#link);
    this.#link = link;
    if (isInTrouble(link) && wasInTrouble) return;
    this.#cancel();
    if (link === 'none') this.#known = [];
    const { clock } = this.#ports;
    if (link === 'connected') this.#cancel = clock.after(SETTLED_MS, () => void this.#remember());
    if (!isInTrouble(link) || this.#known.length === 0) return;
    this.#until = clock.now() + PATIENCE_MS;
    void this.#compare();
  }

  async #remember(): Promise<void> {
    const seen = await this.#ports.look();
    if (this.#link === 'connected') this.#known = seen;
  }

  async #compare(): Promise<void> {
    const { clock, look, onChange } = this.#ports;
    const seen = await look();
    if (!isInTrouble(this.#link)) return;
    if (seen.length > 0 && this.#known.some((address) => !seen.includes(address))) {
      this.#known = seen;
      onChange();
    } else if (clock.now() < this.#until) this.#cancel = clock.after(AGAIN_MS, () => void this.#compare());
  }
}

function isInTrouble(link: MediaView['link']): boolean {
  return link === 'unsteady' || link === 'interrupted' || link === 'failed';
}
