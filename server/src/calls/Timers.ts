import type { Clock } from './ports.js';
import type { TimerName } from './step.js';

/** A timer of a call that runs; `at` is epoch ms. */
export interface RunningTimer {
  readonly callId: string;
  readonly timer: TimerName;
  readonly at: number;
}

interface Entry {
  readonly at: number;
  readonly cancel: () => void;
}

/** The running timers of all calls, at most one of each name per call. */
export class Timers {
  readonly #clock: Clock;
  readonly #onTimeUp: (running: RunningTimer) => void;
  #isStopped = false;
  readonly #running = new Map<string, Map<TimerName, Entry>>();

  constructor(clock: Clock, onTimeUp: (running: RunningTimer) => void) {
    this.#clock = clock;
    this.#onTimeUp = onTimeUp;
  }

  /** Calls that have a timer running. */
  get size(): number {
    return this.#running.size;
  }

  running(): readonly RunningTimer[] {
    return [...this.#running].flatMap(([callId, timers]) =>
      [...timers].map(([timer, { at }]) => ({ callId, timer, at })),
    );
  }

  start(callId: string, timer: TimerName, at: number): void {
    if (this.#isStopped) return;
    this.stop(callId, timer);
    const timers = this.#running.get(callId) ?? new Map<TimerName, Entry>();
    this.#running.set(callId, timers);
    const cancel = this.#clock.at(at, () => {
      this.#forget(callId, timer);
      this.#onTimeUp({ callId, timer, at });
    });
    timers.set(timer, { at, cancel });
  }

  stop(callId: string, timer: TimerName): void {
    this.#running.get(callId)?.get(timer)?.cancel();
    this.#forget(callId, timer);
  }

  /** For good: what happens to calls while the process ends is the pages' loss of it, not the calls'. */
  stopAll(): void {
    this.#isStopped = true;
    for (const timers of this.#running.values()) for (const { cancel } of timers.values()) cancel();
    this.#running.clear();
  }

  #forget(callId: string, timer: TimerName): void {
    const timers = this.#running.get(callId);
    timers?.delete(timer);
    if (timers?.size === 0) this.#running.delete(callId);
  }
}
