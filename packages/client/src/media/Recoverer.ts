import type { Clock } from '../Clock.js';
import {
  type LinkHealth,
  newRecovery,
  nextStep,
  type Recovery,
  type RecoveryEvent,
  type RecoveryStep,
  recover,
} from './recovery.js';

/** Does in time what {@link nextStep} says. */
export class Recoverer {
  readonly #clock: Clock;
  readonly #act: (step: RecoveryStep) => void;
  #state: Recovery;
  #isClosed = false;
  #cancel: () => void = () => undefined;

  constructor(
    first: Pick<Recovery, 'isInitiator' | 'isWatched'> & { readonly isResumed: boolean },
    clock: Clock,
    act: (step: RecoveryStep) => void,
  ) {
    this.#clock = clock;
    this.#act = act;
    this.#state = newRecovery(first.isInitiator, first.isWatched, first.isResumed, clock.now());
    this.#plan();
  }

  get health(): LinkHealth {
    return this.#state.health;
  }

  /** Media was there at least once. */
  get hasBeenUp(): boolean {
    return this.#state.hasBeenUp;
  }

  note(event: RecoveryEvent): void {
    this.#state = recover(this.#state, event, this.#clock.now());
    this.#plan();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #plan(): void {
    this.#cancel();
    const next = this.#isClosed ? null : nextStep(this.#state);
    if (!next) return;
    const ms = Math.max(0, next.at - this.#clock.now());
    this.#cancel = this.#clock.after(ms, () => {
      if (next.step !== 'giveUp') this.note({ type: 'tried' });
      this.#act(next.step);
    });
  }
}
