import { BROWSER_CLOCK, type Clock } from '../Clock.js';
import { type Store, WritableStore } from '../Store.js';

/** How long it takes, in ms, before it is said that another tab has the console: a page that reloads lets go only now. */
const PATIENCE_MS = 400;

export type LeadView = 'asking' | 'leading' | 'elsewhere';

/** The part of the browser's `LockManager` that is needed. */
export interface LeadLocks {
  request(
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    held: () => Promise<void>,
  ): Promise<unknown>;
}

export interface LeadingOptions {
  readonly userId: string;
  /** Null where the browser has none (plain http): then each tab leads, and the newest sits. */
  readonly locks?: LeadLocks | null;
  readonly clock?: Clock;
}

/**
 * Which one of an agent's tabs is the console: one that rings, not five (P20).
 *
 * A Web Lock: the first tab has it until it closes, then the next one in line; a person can take it to another tab.
 */
export class Leading {
  readonly view: Store<LeadView>;
  readonly #view = new WritableStore<LeadView>('asking');
  readonly #name: string;
  readonly #locks: LeadLocks | null;
  readonly #clock: Clock;
  #ending: AbortController | null = null;

  constructor({ userId, locks = browserLocks(), clock = BROWSER_CLOCK }: LeadingOptions) {
    this.view = this.#view;
    this.#name = `frontdesk.console.${userId}`;
    this.#locks = locks;
    this.#clock = clock;
  }

  /** Asks to lead, and waits for it, until the returned function is called. */
  readonly start = (): (() => void) => {
    const cancel = this.#clock.after(PATIENCE_MS, () => {
      if (this.#view.get() === 'asking') this.#view.set('elsewhere');
    });
    this.#ask(false);
    return () => {
      cancel();
      this.#ending?.abort();
      this.#ending = null;
      this.#view.set('asking');
    };
  };

  /** Leads from now on, whoever does now. */
  readonly takeOver = (): void => this.#ask(true);

  #ask(steal: boolean): void {
    if (!this.#locks) {
      this.#view.set('leading');
      return;
    }
    this.#ending?.abort();
    const ending = new AbortController();
    this.#ending = ending;
    const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));
    const held = (): Promise<void> => {
      this.#view.set('leading');
      return ended;
    };
    // What steals may not be called off.
    const asked = this.#locks.request(this.#name, steal ? { steal } : { signal: ending.signal }, held);
    asked.catch(() => this.#lost(ending));
  }

  /** Another tab has taken it, unless this one has let go itself; it comes back when that one closes. */
  #lost(ending: AbortController): void {
    if (this.#ending !== ending) return;
    this.#view.set('elsewhere');
    this.#ask(false);
  }
}

function browserLocks(): LeadLocks | null {
  return globalThis.navigator?.locks ?? null;
}
