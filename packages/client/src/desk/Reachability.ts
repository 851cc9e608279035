import type { Unreachable } from '@frontdesk/protocol';
import { BROWSER_CLOCK, type Clock } from '../Clock.js';
import { type Store, WritableStore } from '../Store.js';
import type { DeviceProblem } from '../views.js';
import {
  beat,
  type CheckState,
  checksOf,
  frozen,
  isProved,
  type MicrophoneFinding,
  NO_FACTS,
  type ReachCheck,
  type ReachFacts,
  type SoundState,
  unreachableOf,
  withRoundTrip,
} from './reach.js';

/** How often the line is tried, in ms. */
const PING_MS = 10_000;
/** How long the sound may take to start after a click, in ms; it takes some 20. */
const SOUND_MS = 1_000;

/** What is asked of the browser, each with the browser's own in `browserReach`. */
export interface ReachProbes {
  /** The page's sound; `unlock` belongs in a click. */
  readonly sound: { readonly state: Store<SoundState>; unlock(): void };
  readonly microphone: {
    /** Opens it, looks, and closes it again. */
    look(): Promise<MicrophoneFinding>;
    /** Tells when looking again may find something else: a permission that changed, a device that came or went. */
    watch(listener: () => void): () => void;
  };
  /** Calls `onBeat` about once a second, and `onFreeze` when the browser says that it freezes the page. */
  pulse(onBeat: () => void, onFreeze: () => void): () => void;
}

export interface ReachView {
  readonly checks: Readonly<Record<ReachCheck, CheckState>>;
  /** Why the microphone is not alive. */
  readonly problem: DeviceProblem | 'silenced' | null;
  readonly isProving: boolean;
  readonly unreachable: Exclude<Unreachable, 'noPage'> | null;
}

export interface ReachabilityOptions {
  readonly probes: ReachProbes;
  /** Tells the desk, and how long that took, in ms; null: no answer. */
  readonly tell: (unreachable: ReachView['unreachable']) => Promise<number | null>;
  /** The microphone belongs to a call now: it is not opened a second time. */
  readonly isInCall: () => boolean;
  readonly clock?: Clock;
}

/**
 * Proves that an agent would notice a call and be heard, and watches that it stays so (P1, P20).
 *
 * Nothing of it is believed because it was true once: sound can be taken away, a microphone unplugged, a page frozen.
 */
export class Reachability {
  readonly view: Store<ReachView>;
  readonly #view: WritableStore<ReachView>;
  readonly #options: ReachabilityOptions;
  readonly #clock: Clock;
  #facts: ReachFacts = NO_FACTS;
  #isWatching = false;
  #proving: Promise<boolean> | null = null;
  #told: ReachView['unreachable'] = null;
  #cancelPing: () => void = () => undefined;

  constructor(options: ReachabilityOptions) {
    this.#options = options;
    this.#clock = options.clock ?? BROWSER_CLOCK;
    this.#view = new WritableStore<ReachView>(viewOf(NO_FACTS, false));
    this.view = this.#view;
  }

  /** Watches until the returned function is called. */
  readonly start = (): (() => void) => {
    const { sound, microphone, pulse } = this.#options.probes;
    const hear = (): void => this.#know({ sound: sound.state.get() });
    const stops = [
      sound.state.subscribe(hear),
      microphone.watch(() => void this.#lookAgain()),
      pulse(
        () => this.#know({ pulse: beat(this.#facts.pulse, this.#clock.now()) }),
        () => this.#know({ pulse: frozen(this.#facts.pulse) }),
      ),
      () => this.#cancelPing(),
    ];
    this.#isWatching = true;
    // That it runs this is its first sign of life.
    this.#know({ pulse: beat(this.#facts.pulse, this.#clock.now()) });
    hear();
    this.#pingIn(PING_MS);
    return () => {
      this.#isWatching = false;
      for (const stop of stops) stop();
    };
  };

  /** Looks at everything; to be called in a click. True if a call would be noticed here. Whoever asks meanwhile gets the same answer. */
  readonly prove = (): Promise<boolean> => {
    this.#options.probes.sound.unlock();
    this.#proving ??= this.#prove().finally(() => {
      this.#proving = null;
    });
    return this.#proving;
  };

  /** Lets the page ring, by a click. */
  readonly unlockSound = (): void => this.#options.probes.sound.unlock();

  async #prove(): Promise<boolean> {
    this.#view.patch({ isProving: true });
    this.#facts = { ...this.#facts, roundTripsMs: [] };
    await Promise.all([this.#listen(), this.#look(), this.#ping()]);
    this.#view.set(viewOf(this.#facts, false));
    this.#tellIfChanged();
    return isProved(this.#facts);
  }

  async #look(): Promise<void> {
    if (this.#options.isInCall()) return;
    this.#know({ microphone: await this.#options.probes.microphone.look() });
  }

  /** Only where somebody has looked before: nobody's microphone opens because a device was plugged in. */
  async #lookAgain(): Promise<void> {
    if (this.#facts.microphone !== null) await this.#look();
  }

  /** The sound begins a moment after the click. */
  #listen(): Promise<void> {
    const { state } = this.#options.probes.sound;
    return new Promise((resolve) => {
      const settle = (): void => {
        cancel();
        stop();
        this.#know({ sound: state.get() });
        resolve();
      };
      const cancel = this.#clock.after(SOUND_MS, settle);
      const stop = state.subscribe(() => state.get() === 'running' && settle());
      if (state.get() === 'running') settle();
    });
  }

  #pingIn(ms: number): void {
    this.#cancelPing();
    this.#cancelPing = this.#clock.after(ms, () => {
      void this.#ping();
      if (this.#isWatching) this.#pingIn(PING_MS);
    });
  }

  async #ping(): Promise<void> {
    const unreachable = unreachableOf(this.#facts);
    this.#told = unreachable;
    const ms = await this.#options.tell(unreachable);
    // Without a line the desk knows already that there is no page.
    if (ms === null) return;
    this.#facts = withRoundTrip(this.#facts, ms);
    this.#know({});
  }

  #know(more: Partial<ReachFacts>): void {
    this.#facts = { ...this.#facts, ...more };
    this.#view.set(viewOf(this.#facts, this.#view.get().isProving));
    this.#tellIfChanged();
  }

  #tellIfChanged(): void {
    const { unreachable, isProving } = this.#view.get();
    if (isProving || !this.#isWatching || unreachable === this.#told) return;
    this.#told = unreachable;
    void this.#options.tell(unreachable);
  }
}

function viewOf(facts: ReachFacts, isProving: boolean): ReachView {
  const { microphone } = facts;
  return {
    checks: checksOf(facts),
    problem: microphone === 'alive' ? null : microphone,
    isProving,
    unreachable: unreachableOf(facts),
  };
}
