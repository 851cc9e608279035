import { type CallSnapshot, CODES, type Decision, type Result } from '@frontdesk/protocol';
import type { CallPorts, CallSettings } from './CallPorts.js';
import type { Next } from './CallRunner.js';
import type { Call, Deciding } from './call.js';
import { TOO_LATE } from './ports.js';
import { ringable } from './ringable.js';
import { type Directory, NO_SUCH_CALL } from './rules.js';
import type { CallEvent } from './step.js';

/** Asks the business server about calls, and carries out what it says, or the policy in its place (C4). */
export class Decisions {
  readonly #ports: CallPorts;
  readonly #settings: CallSettings;
  readonly #apply: (callId: string, next: Next) => Promise<void>;
  readonly #questions = new Map<string, AbortController>();

  constructor(ports: CallPorts, settings: CallSettings, apply: (callId: string, next: Next) => Promise<void>) {
    this.#ports = ports;
    this.#settings = settings;
    this.#apply = apply;
  }

  /** Asks; the answer comes back by {@link decided}, and is ignored if the clock was faster. */
  ask(callId: string, call: CallSnapshot): void {
    const question = new AbortController();
    this.#questions.set(callId, question);
    void this.#ports.decider.decide(call, question.signal).then((decision) => this.decided(callId, decision));
  }

  /** The call is not to be decided any more. */
  forget(callId: string): void {
    this.#questions.get(callId)?.abort();
    this.#questions.delete(callId);
  }

  /** The time to decide is over: the policy holds, and whoever was asked has failed. */
  tooLate(callId: string): Promise<void> {
    this.#questions.get(callId)?.abort(TOO_LATE);
    return this.decided(callId, null);
  }

  /** What the business server says about a call; null if it says nothing. */
  async decided(callId: string, decision: Decision | null): Promise<void> {
    let isOverruled = false;
    do {
      isOverruled = false;
      await this.#apply(callId, async (call) => {
        const event = await this.#eventOf(call, decision);
        // First the one who has accepted in advance is told, then the call goes its way.
        isOverruled = 'type' in event && event.type === 'overruled';
        return event;
      });
    } while (isOverruled);
  }

  #eventOf(call: Call, decision: Decision | null): Promise<CallEvent | Result<never>> | CallEvent | Result<never> {
    if (call.state !== 'deciding') return NO_SUCH_CALL;
    const at = this.#ports.clock.now();
    const { caller, dialed } = call.asked;
    // Nobody can be sent to oneself: nonsense counts as no answer.
    if (!decision || ('route' in decision && decision.route === caller.userId)) return this.#policy(call, at);
    if ('hold' in decision) {
      const { waitMs, graceWaitingMs } = this.#settings;
      return call.accepted
        ? { type: 'overruled' }
        : { type: 'held', until: at + waitMs, graceUntil: at + graceWaitingMs };
    }
    if ('route' in decision) return this.#ring(call, decision.route, null, at);
    if (decision.code === CODES.ok) return this.#ring(call, dialed.userId, null, at);
    return { type: 'denied', by: 'business', code: decision.code, text: decision.text, at };
  }

  #policy(call: Deciding, at: number): Promise<CallEvent> | CallEvent {
    const { decideDefault, directory } = this.#settings;
    if (decideDefault === 'allow') return this.#ring(call, call.asked.dialed.userId, directory, at);
    return { type: 'denied', by: 'server', code: CODES.businessTimeout, text: '', at };
  }

  async #ring(call: Deciding, to: string, directory: Directory | null, at: number): Promise<CallEvent> {
    const { callId, caller, dialed } = call.asked;
    const { code, targets, rang } = await ringable(this.#ports, [to], { caller, callId, directory });
    if (code !== CODES.ok) return { type: 'denied', by: 'server', code, text: '', at };
    const isRouted = to !== dialed.userId;
    if (isRouted && call.accepted) return { type: 'overruled' };
    const { ringMs, graceCallMs } = this.#settings;
    const times = { at, expiresAt: at + ringMs, graceUntil: at + graceCallMs };
    return { type: 'allowed', isRouted, roomId: this.#ports.chance.roomId(), targets, rang, ...times };
  }
}
