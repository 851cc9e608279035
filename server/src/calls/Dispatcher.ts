import { type CallSnapshot, CODES } from '@frontdesk/protocol';
import { type Answer, refused } from './answer.js';
import type { CallPorts, CallSettings } from './CallPorts.js';
import type { CallRunner } from './CallRunner.js';
import { ringable } from './ringable.js';
import { NO_SUCH_CALL } from './rules.js';
import { snapshot } from './snapshot.js';
import type { WaitWords } from './step.js';

/** What a program of the operator's may do with every call (section 5): see it, end it, assign it, tell who waits. */
export class Dispatcher {
  readonly #ports: CallPorts;
  readonly #settings: Pick<CallSettings, 'ringMs'>;
  readonly #runner: CallRunner;

  constructor(ports: CallPorts, settings: Pick<CallSettings, 'ringMs'>, runner: CallRunner) {
    this.#ports = ports;
    this.#settings = settings;
    this.#runner = runner;
  }

  /** The calls that live. */
  async calls(): Promise<readonly CallSnapshot[]> {
    return (await this.#ports.store.live()).map((call) => snapshot(call));
  }

  /** A call that lives, or ended less than 60 s ago. */
  async call(callId: string): Promise<CallSnapshot | undefined> {
    const call = await this.#ports.store.find(callId);
    return call && snapshot(call);
  }

  /** C12: ends a call in any live state. */
  finishCall(callId: string, code: number, text: string, answer: Answer<CallSnapshot>): Promise<void> {
    const at = this.#ports.clock.now();
    return this.#runner.apply(callId, () => ({ type: 'forced', code, text, at }), answer);
  }

  /** C12: ends whatever call this user is in; of two, the answer is the one that has a room of its own. */
  async finishUser(userId: string, code: number, text: string, answer: Answer<CallSnapshot>): Promise<void> {
    const [call, side] = await this.#ports.store.liveCallsOf(userId);
    if (!call) return answer(NO_SUCH_CALL);
    await this.finishCall(call.asked.callId, code, text, answer);
    if (side) await this.finishCall(side.asked.callId, code, text, () => undefined);
  }

  /** Rings these users for a call that waits; the first who accepts is bound. Those who can't be rung are left out. */
  async assign(callId: string, to: readonly string[], answer: Answer<CallSnapshot>): Promise<void> {
    const userIds = [...new Set(to)];
    await this.#runner.apply(
      callId,
      async (call) => {
        if (call.state === 'finished') return NO_SUCH_CALL;
        if (call.state !== 'waiting') return refused(CODES.notAllowed, 'the call does not wait');
        const { caller } = call.asked;
        if (userIds.includes(caller.userId)) return refused(CODES.notAllowed, 'one cannot call oneself');
        const { code, targets, rang } = await ringable(this.#ports, userIds, { caller, callId, directory: null });
        if (code !== CODES.ok) return refused(code, code === CODES.busy ? 'busy in another call' : 'no page is open');
        const at = this.#ports.clock.now();
        return { type: 'assigned', targets, rang, at, expiresAt: at + this.#settings.ringMs };
      },
      answer,
    );
  }

  /** Tells a waiting caller something, say the place in line. */
  update(callId: string, { param, text, wait }: WaitWords, answer: Answer<CallSnapshot>): Promise<void> {
    return this.#runner.apply(
      callId,
      (call) => {
        if (call.state === 'finished') return NO_SUCH_CALL;
        if (call.state !== 'waiting') return refused(CODES.notAllowed, 'the call does not wait');
        return { type: 'updated', param, text, wait };
      },
      answer,
    );
  }
}
