import type { Clock } from '../Clock.js';
import { type Store, WritableStore } from '../Store.js';
import { type Answers, type CallAnswer, isLost, offersOf, spentOf, type WayBackOffer } from './offers.js';
import type { PageLocks } from './PageLocks.js';
import type { WayBack } from './WayBack.js';
import type { WayBackShelf } from './WayBackShelf.js';

/** How often is looked whether what is offered is still so, in ms. */
const LOOK_MS = 2_000;
/** How long the start page waits for the first look, in ms: a browser may be slow to open its storage. */
const FIRST_MS = 1_000;

export interface WaysBackPorts {
  readonly shelf: Pick<WayBackShelf, 'all' | 'forget'>;
  readonly locks: Pick<PageLocks, 'living'> | null;
  /** Asks the server; null if it does not answer. */
  readonly ask: (way: WayBack) => Promise<CallAnswer | null>;
  readonly clock: Clock;
}

/** Finds the calls that pages of this browser were lost in and that go on, for a start page to offer. */
export class WaysBack {
  /** Null until the first look. */
  readonly offers: Store<readonly WayBackOffer[] | null>;
  readonly #offers = new WritableStore<readonly WayBackOffer[] | null>(null);
  readonly #ports: WaysBackPorts;
  #answers: Answers = new Map();
  /** The endpoints that were lost at the look before; null before the first. */
  #lostBefore: ReadonlySet<string> | null = null;

  constructor(ports: WaysBackPorts) {
    this.#ports = ports;
    this.offers = this.#offers;
  }

  /** Looks now and again and again; the returned function ends it. */
  watch(): () => void {
    const { clock } = this.#ports;
    let isWatched = true;
    // What was offered before may be another person's by now.
    this.#offers.set(null);
    this.#lostBefore = null;
    let cancel = clock.after(FIRST_MS, () => this.#offers.get() ?? this.#offers.set([]));
    const look = async (): Promise<void> => {
      const offers = await this.#look();
      if (!isWatched) return;
      cancel();
      this.#show(offers);
      cancel = clock.after(LOOK_MS, () => void look());
    };
    void look();
    return () => {
      isWatched = false;
      cancel();
    };
  }

  /** The way of a page that is lost still; null if another tab was faster. */
  async take(endpointId: string): Promise<WayBack | null> {
    const way = (await this.#lost()).find((each) => each.endpointId === endpointId) ?? null;
    if (!way) this.#show((this.#offers.get() ?? []).filter((each) => each.endpointId !== endpointId));
    return way;
  }

  async #look(): Promise<readonly WayBackOffer[]> {
    const found = await this.#lost();
    // One that is being loaded anew is gone for a moment too.
    const lost = found.filter(({ endpointId }) => this.#lostBefore?.has(endpointId) ?? true);
    this.#lostBefore = new Set(found.map(({ endpointId }) => endpointId));
    const said = await Promise.all(lost.map(async (way) => [way.callId, await this.#ports.ask(way)] as const));
    const answers: Answers = new Map(said.flatMap(([callId, answer]) => (answer ? [[callId, answer]] : [])));
    for (const { endpointId } of spentOf(lost, answers, this.#answers)) this.#ports.shelf.forget(endpointId);
    // A server that does not answer just now takes no offer away.
    this.#answers = new Map([...this.#answers, ...answers]);
    return offersOf(lost, this.#answers);
  }

  async #lost(): Promise<readonly WayBack[]> {
    const { shelf, locks, clock } = this.#ports;
    const now = clock.now();
    const ways = await shelf.all();
    if (ways.length === 0) return [];
    // A browser that does not tell: then all of them may live.
    const living = locks && (await locks.living().catch(() => new Set(ways.map(({ endpointId }) => endpointId))));
    return ways.filter((way) => isLost(way, living, now));
  }

  #show(offers: readonly WayBackOffer[]): void {
    const shown = this.#offers.get();
    const isSame =
      shown?.length === offers.length && shown.every((each, at) => each.endpointId === offers[at]?.endpointId);
    if (!isSame) this.#offers.set(offers);
  }
}
