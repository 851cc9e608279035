import type { CallSnapshot, Decision } from '@frontdesk/protocol';
import { decisionSchema } from '@frontdesk/protocol/schemas';
import type { Logger } from 'pino';
import { type Clock, type Decider, TOO_LATE } from '../calls/ports.js';
import { type Admission, Breaker } from './Breaker.js';
import type { Member } from './Member.js';

/** A member, what is known of its health, and what it has been asked. */
interface Seat {
  readonly member: Member;
  readonly breaker: Breaker;
  /** The ends of the questions under way. */
  readonly asked: Set<(answer: Outcome) => void>;
}

/** How the panel does, for the figures: members attached that decide on whatever comes, those passed over now, and what came of the questions so far. */
export interface PanelHealth {
  readonly members: number;
  readonly open: number;
  readonly answered: number;
  readonly failed: number;
  /** Calls that nobody could be asked about, all members being passed over. */
  readonly unasked: number;
}

type Outcome =
  | { readonly decision: Decision }
  | { readonly failure: string }
  /** The caller has left meanwhile: that says nothing of the member. */
  | 'abandoned';

interface Question {
  readonly call: CallSnapshot;
  readonly isOver: AbortSignal;
}

/**
 * Those who decide, behind one port: asked in turn, each behind a breaker. A member that fails costs a call at most
 * `decideMs`, and after 5 failures in a row nothing.
 */
export class Panel implements Decider {
  readonly #clock: Clock;
  readonly #decideMs: number;
  readonly #log: Logger;
  #seats: readonly Seat[] = [];
  /** Those who decide on names of their own. */
  #claimants: readonly Seat[] = [];
  readonly #counts = { answered: 0, failed: 0, unasked: 0 };
  /** How often someone was asked; says whose turn it is. */
  #turn = 0;

  /** `decideMs` is how long a question may take. */
  constructor(clock: Clock, decideMs: number, log: Logger) {
    this.#clock = clock;
    this.#decideMs = decideMs;
    this.#log = log;
  }

  /**
   * True also while no breaker lets a question through: calls are to be decided, and that nobody can do so just now is for
   * the policy (C4), not a reason to ring undecided.
   */
  get isAttached(): boolean {
    return this.#seats.length > 0;
  }

  /** Whether a member of our own has claimed this name: then it is asked, and nobody else. */
  isClaimed(dialed: string): boolean {
    return this.#claimants.some(({ member }) => member.claims?.(dialed));
  }

  /** Adds one who decides; returns its end, which leaves its open questions without an answer at once. */
  attach(member: Member): () => void {
    const seat: Seat = { member, breaker: new Breaker(), asked: new Set() };
    if (member.claims) this.#claimants = [...this.#claimants, seat];
    else this.#seats = [...this.#seats, seat];
    return () => {
      this.#seats = this.#seats.filter((each) => each !== seat);
      this.#claimants = this.#claimants.filter((each) => each !== seat);
      for (const settle of seat.asked) settle({ failure: 'gone' });
    };
  }

  /** Asks the one whose turn it is, and nobody else if that fails: a caller waits once. */
  async decide(call: CallSnapshot, isOver: AbortSignal): Promise<Decision | null> {
    const claimant = this.#claimants.find(({ member }) => member.claims?.(call.callee.userId));
    const seats = claimant ? [claimant] : this.#seats;
    const count = seats.length;
    for (let skipped = 0; skipped < count; skipped += 1) {
      const seat = seats[this.#turn % count];
      if (!claimant) this.#turn = (this.#turn + 1) % count;
      if (!seat || seat.asked.size >= seat.member.capacity) continue;
      const admission = seat.breaker.admit(this.#clock.now());
      if (admission) return this.#ask(seat, admission, { call, isOver });
    }
    this.#counts.unasked += 1;
    return null;
  }

  get health(): PanelHealth {
    const open = this.#seats.filter(({ breaker }) => breaker.isOpen).length;
    return { members: this.#seats.length, open, ...this.#counts };
  }

  async #ask(seat: Seat, admission: Admission, question: Question): Promise<Decision | null> {
    const outcome = await this.#outcome(seat, question);
    const { breaker, member } = seat;
    if (outcome === 'abandoned') {
      breaker.abandoned(admission, this.#clock.now());
      return null;
    }
    const wasOpen = breaker.isOpen;
    this.#counts['decision' in outcome ? 'answered' : 'failed'] += 1;
    if ('decision' in outcome) {
      breaker.succeeded();
      if (wasOpen) this.#log.info({ business: member.name }, 'a business server decides again');
      return outcome.decision;
    }
    const why = { business: member.name, callId: question.call.callId, why: outcome.failure };
    breaker.failed(admission, this.#clock.now());
    if (breaker.isOpen && !wasOpen) this.#log.warn(why, 'a business server does not decide: the policy holds');
    else this.#log.debug(why, 'a business server gave no answer');
    return null;
  }

  /** The first of: an answer, the end of its time, the member's leaving, the caller's leaving. */
  #outcome({ member, asked }: Seat, { call, isOver }: Question): Promise<Outcome> {
    const until = this.#clock.now() + this.#decideMs;
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        if (!asked.delete(settle)) return;
        stop();
        isOver.removeEventListener('abort', leave);
        resolve(outcome);
      };
      const leave = () => settle(isOver.reason === TOO_LATE ? { failure: TOO_LATE } : 'abandoned');
      isOver.addEventListener('abort', leave, { once: true });
      asked.add(settle);
      const stop = this.#clock.at(until, () => settle({ failure: TOO_LATE }));
      answerOf(member, call).then(
        (answer) => settle(read(answer)),
        (error: unknown) => settle({ failure: error instanceof Error ? error.message : String(error) }),
      );
    });
  }
}

/** Also one that throws before it promises anything. */
async function answerOf(member: Member, call: CallSnapshot): Promise<unknown> {
  return member.ask(call);
}

function read(answer: unknown): Outcome {
  const parsed = decisionSchema.safeParse(answer);
  return parsed.success ? { decision: parsed.data } : { failure: 'not a decision' };
}
