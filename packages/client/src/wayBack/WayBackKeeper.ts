import type { Clock } from '../Clock.js';
import { BEAT_MS } from './offers.js';
import type { PageLocks } from './PageLocks.js';
import type { WayBack } from './WayBack.js';
import type { WayBackShelf } from './WayBackShelf.js';

export interface WayBackKeeperPorts {
  readonly shelf: WayBackShelf;
  readonly locks: PageLocks | null;
  readonly clock: Clock;
}

/** Keeps this page's way back for as long as it is in a call, and shows other tabs that this page lives. */
export class WayBackKeeper {
  readonly #ports: WayBackKeeperPorts;
  #kept: WayBack | null = null;
  #release: () => void = () => undefined;
  #cancelBeat: () => void = () => undefined;

  constructor(ports: WayBackKeeperPorts) {
    this.#ports = ports;
  }

  /** The newest; null: there is nothing to come back to. */
  keep(way: WayBack | null): void {
    const { shelf, locks } = this.#ports;
    const before = this.#kept;
    this.#kept = way;
    if (before?.endpointId !== way?.endpointId) {
      this.#release();
      this.#release = (way && locks?.hold(way.endpointId)) ?? (() => undefined);
      if (before) shelf.forget(before.endpointId);
    }
    if (way) shelf.put(way);
    this.#cancelBeat();
    // Written now and then only where nothing else shows that the page lives.
    if (way && !locks) this.#cancelBeat = this.#ports.clock.after(BEAT_MS, () => this.#beat());
  }

  /** Nothing of this person's is left in this browser. */
  forgetAllOf(userId: string): void {
    if (this.#kept?.session.user.userId === userId) this.keep(null);
    this.#ports.shelf.forgetAllOf(userId);
  }

  /** Says nothing any more; what is kept stays. */
  close(): void {
    this.#cancelBeat();
  }

  #beat(): void {
    if (this.#kept) this.keep({ ...this.#kept, keptAt: this.#ports.clock.now() });
  }
}
