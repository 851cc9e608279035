import { type CallSnapshot, CODES, type Result } from '@frontdesk/protocol';
import type { Member } from '../business/Member.js';
import type { Answer } from '../calls/answer.js';
import { isLive, partiesIn } from '../calls/call.js';
import type { Dispatcher } from '../calls/Dispatcher.js';
import type { CallWatcher, Clock } from '../calls/ports.js';
import { Desk } from '../desk/Desk.js';
import type { CallActs, FactKeeper, History } from '../desk/ports.js';
import type { Seat } from '../desk/seat.js';
import { deskCallOf, deskCallToDecide, queueIdOf } from './deskCall.js';
import type { PlanBook } from './PlanBook.js';

export interface ReceptionPorts {
  readonly plan: PlanBook;
  readonly history: History;
  readonly clock: Clock;
  /** What the desk may do with calls; asked for when it is needed first. */
  readonly dispatcher: () => Pick<Dispatcher, 'assign' | 'update' | 'finishCall'>;
  readonly onFact: FactKeeper;
  /** A call could not be acted on. */
  readonly onFault: (error: unknown) => void;
}

/** Questions to the desk at once: it answers each before the next is put. */
const CAPACITY = 1_000;

/** Attaches our desk to the calls of this server, as a business server in this process. */
export class Reception {
  readonly desk: Desk;
  readonly plan: PlanBook;
  /** What an agent is doing has changed. */
  onSeat: (seat: Seat) => void = () => undefined;
  /** Something has happened by which lines may be others than before. */
  onLines: () => void = () => undefined;

  constructor({ plan, history, clock, dispatcher, onFact, onFault }: ReceptionPorts) {
    this.plan = plan;
    this.desk = new Desk({
      plan,
      acts: actsOf(dispatcher, onFault),
      history,
      clock,
      random: Math.random,
      onSeat: (seat) => {
        this.onSeat(seat);
        this.onLines();
      },
      onFact,
    });
    plan.onChange = () => {
      this.desk.planChanged();
      this.onLines();
    };
  }

  /** Decides on calls to the queues of the plan, and on no others. */
  get member(): Member {
    return {
      name: 'desk',
      capacity: CAPACITY,
      claims: (dialed) => this.#isOurs(dialed),
      ask: async (call) => this.desk.decide(deskCallToDecide(call)),
    };
  }

  /** Hears of each step of each call; most have nothing to do with the desk. */
  readonly watch: CallWatcher = (_before, after) => {
    const { callId, dialed } = after.asked;
    const concerns =
      this.desk.follows(callId) ||
      this.#isOurs(dialed.userId) ||
      (isLive(after) && partiesIn(after).some((userId) => this.desk.seat(userId)));
    if (!concerns) return;
    this.desk.happened(deskCallOf(after));
    this.onLines();
  };

  #isOurs(dialed: string): boolean {
    const queueId = queueIdOf(dialed);
    return queueId !== null && this.plan.queue(queueId) !== null;
  }
}

function actsOf(dispatcher: ReceptionPorts['dispatcher'], onFault: ReceptionPorts['onFault']): CallActs {
  const done = (act: (answer: Answer<CallSnapshot>) => Promise<void>) => resultOf(act, onFault);
  return {
    assign: async (callId, to) => {
      const result = await done((answer) => dispatcher().assign(callId, to, answer));
      if (result === null) return 'nobody';
      if (result.ok) return 'rings';
      const { code } = result.error;
      return code === CODES.offline || code === CODES.busy ? 'nobody' : 'gone';
    },
    update: async (callId, words) => isOk(await done((answer) => dispatcher().update(callId, words, answer))),
    finish: async (callId, code, text) =>
      isOk(await done((answer) => dispatcher().finishCall(callId, code, text, answer))),
  };
}

/** How an act was answered; null where it failed: nobody may wait for that answer for ever. */
function resultOf(
  act: (answer: Answer<CallSnapshot>) => Promise<void>,
  onFault: (error: unknown) => void,
): Promise<Result<CallSnapshot> | null> {
  return new Promise<Result<CallSnapshot>>((resolve, reject) => {
    act(resolve).catch(reject);
  }).catch((error: unknown) => {
    onFault(error);
    return null;
  });
}

function isOk(result: Result<CallSnapshot> | null): boolean {
  return result?.ok === true;
}
