import type { Clock } from '../src/calls/ports.js';

interface Alarm {
  readonly at: number;
  /** Of two at the same time, the one that was set first rings first. */
  readonly order: number;
  callback: (() => void) | null;
}

/** Time that passes only when a test says so. A heap: as good for a million alarms as for three. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #heap: Alarm[] = [];

  constructor(now = 1_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  at(time: number, callback: () => void): () => void {
    this.#order += 1;
    const alarm: Alarm = { at: Math.max(time, this.#now), order: this.#order, callback };
    this.#push(alarm);
    return () => {
      alarm.callback = null;
    };
  }

  /** When the next alarm rings; null if there is none. */
  get next(): number | null {
    this.#dropStopped();
    return this.#heap[0]?.at ?? null;
  }

  /** Goes to the next alarm and lets it ring. */
  ring(): void {
    this.#dropStopped();
    const alarm = this.#pop();
    if (!alarm) return;
    this.#now = alarm.at;
    alarm.callback?.();
  }

  /** Lets time pass; alarms ring in their order, each after what the one before set off. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (let next = this.next; next !== null && next <= until; next = this.next) {
      this.ring();
      await settled();
    }
    this.#now = until;
  }

  #dropStopped(): void {
    while (this.#heap[0]?.callback === null) this.#pop();
  }

  #push(alarm: Alarm): void {
    const heap = this.#heap;
    let index = heap.push(alarm) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(alarm, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = alarm;
  }

  #pop(): Alarm | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      const [left, right] = [heap[2 * index + 1], heap[2 * index + 2]];
      const child = left && right && isBefore(right, left) ? right : left;
      if (!child || !isBefore(child, last)) break;
      heap[index] = child;
      index = child === left ? 2 * index + 1 : 2 * index + 2;
    }
    heap[index] = last;
    return first;
  }
}

/** Until every promise that is under way without I/O has come to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

function isBefore(one: Alarm, two: Alarm): boolean {
  return one.at < two.at || (one.at === two.at && one.order < two.order);
}
