import { CODES, type CommandInput, type CommandValues, type Result } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { Send } from '../connection/Send.js';

/** How long a request or an accept is tried again over a broken line, in ms, before the person is told. */
const INSIST_MS = 15_000;

/** Sends a command again while the line is to blame and it still makes sense. */
export class InsistentSend {
  readonly #send: Send;
  readonly #clock: Clock;
  readonly #waiters = new Set<(isUp: boolean) => void>();
  #isLineUp = false;

  constructor(send: Send, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  get isLineUp(): boolean {
    return this.#isLineUp;
  }

  /** What waits for the line goes out. */
  lineUp(): void {
    this.#isLineUp = true;
    for (const wake of [...this.#waiters]) wake(true);
  }

  lineDown(): void {
    this.#isLineUp = false;
  }

  /** `isOpen`: whether the command still makes sense; `withinMs`: how long one try may take. */
  async send<C extends 'call:request' | 'call:reply'>(
    command: C,
    payload: CommandInput<C>,
    isOpen: () => boolean,
    withinMs?: number,
  ): Promise<Result<CommandValues[C]>> {
    const until = this.#clock.now() + INSIST_MS;
    for (;;) {
      const result = await this.#send(command, payload, withinMs);
      if (result.ok || result.error.code !== CODES.disconnected || !isOpen()) return result;
      if (!(await this.#lineUpBefore(until))) return result;
    }
  }

  #lineUpBefore(until: number): Promise<boolean> {
    const leftMs = until - this.#clock.now();
    if (leftMs <= 0) return Promise.resolve(false);
    if (this.#isLineUp) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (isUp: boolean): void => {
        cancel();
        this.#waiters.delete(settle);
        resolve(isUp);
      };
      const cancel = this.#clock.after(leftMs, () => settle(false));
      this.#waiters.add(settle);
    });
  }
}
