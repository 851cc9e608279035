import { type CustomerCard, callNumber, type DeskPayload, type EarlierCall } from '@frontdesk/protocol';
import type { Clock } from '../calls/ports.js';
import type { Desk } from '../desk/Desk.js';
import type { DeskCall, FactKeeper, Someone } from '../desk/ports.js';
import { filledIn } from '../desk/visit.js';
import type { PlanBook } from './PlanBook.js';
import type { EarlierCalls } from './ports.js';

export interface CardsPorts {
  readonly desk: Pick<Desk, 'callFor' | 'seat' | 'wrappedUpBy'>;
  readonly plan: PlanBook;
  readonly earlier: EarlierCalls;
  readonly clock: Clock;
  readonly onFact: FactKeeper;
  /** The records could not be read. */
  readonly onFault: (error: unknown) => void;
}

/** How long a card waits for the customer's earlier calls, in ms. */
const EARLIER_MS = 1_000;

/** Notes kept at hand; of more, the oldest are in the records alone. */
const NOTES = 10_000;

/** What an agent sees of who calls, and writes about it. An agent reads the cards of their own calls alone. */
export class Cards {
  readonly #ports: CardsPorts;
  readonly #notes = new Map<string, string>();

  constructor(ports: CardsPorts) {
    this.#ports = ports;
  }

  /** Null for a call that is none of this agent's. */
  async of(agentId: string, callId: string): Promise<CustomerCard | null> {
    const { desk, plan, clock } = this.#ports;
    const call = desk.callFor(agentId, callId);
    if (!call) return null;
    const host = this.#hostOf(agentId, call);
    const customer = this.#customerOf(host, agentId);
    const settings = plan.settingsOf(host.queueId ?? '');
    const asked = (call === host ? null : plan.settingsOf(call.queueId ?? '')) ?? settings;
    const before = await this.#earlierOf(customer.userId);
    return {
      callId,
      number: callNumber(host.callId),
      customer: { userId: customer.userId, name: customer.name },
      queue: asked && { queueId: asked.queueId, name: asked.name },
      waitedMs: Math.max(0, (host.startedAt ?? clock.now()) - host.requestedAt),
      form: [...filledIn(host.visit, settings?.form ?? [])],
      language: host.visit?.language ?? null,
      earlier: (before ?? []).filter((each) => each.callId !== host.callId),
      isEarlierKnown: before !== null,
      from: call.room && { name: call.caller.name, as: call.room.as },
      notes: this.#notes.get(host.callId) ?? '',
      dispositions: asked?.dispositions ?? [],
      cannedTexts: asked?.cannedTexts ?? [],
    };
  }

  /** False for a call that is none of this agent's. */
  note(agentId: string, callId: string, notes: string): boolean {
    const call = this.#ports.desk.callFor(agentId, callId) ?? this.#wrappedUp(agentId, callId);
    if (!call) return false;
    this.#write(agentId, this.#hostOf(agentId, call).callId, notes);
    return true;
  }

  /** What a call came to. False for one that this agent does not wrap up, and has not wrapped up last. */
  dispose(agentId: string, { callId, disposition, notes }: DeskPayload<'desk:done'>): boolean {
    const { desk, clock, onFact } = this.#ports;
    const seat = desk.seat(agentId);
    const isNow = seat?.status === 'wrapUp' && seat.callId === callId;
    if (!isNow && !this.#wrappedUp(agentId, callId)) return false;
    if (notes !== undefined) this.#keep(callId, notes);
    const said = { disposition, notes: this.#notes.get(callId) ?? '' };
    onFact({ kind: 'disposed', callId, agentId, ...said, at: clock.now() });
    return true;
  }

  /** Null where the records don't answer: the card comes without them, since it rings meanwhile. */
  #earlierOf(userId: string): Promise<readonly EarlierCall[] | null> {
    const { earlier, clock, onFault } = this.#ports;
    return new Promise((resolve) => {
      const stop = clock.at(clock.now() + EARLIER_MS, () => resolve(null));
      const give = (calls: readonly EarlierCall[] | null) => {
        stop();
        resolve(calls);
      };
      earlier.of(userId).then(give, (error: unknown) => {
        onFault(error);
        give(null);
      });
    });
  }

  #write(agentId: string, callId: string, notes: string): void {
    this.#keep(callId, notes);
    this.#ports.onFact({ kind: 'noted', callId, agentId, notes, at: this.#ports.clock.now() });
  }

  #keep(callId: string, notes: string): void {
    this.#notes.delete(callId);
    this.#notes.set(callId, notes);
    if (this.#notes.size <= NOTES) return;
    for (const oldest of this.#notes.keys()) {
      this.#notes.delete(oldest);
      break;
    }
  }

  #wrappedUp(agentId: string, callId: string): DeskCall | null {
    const call = this.#ports.desk.wrappedUpBy(agentId);
    return call?.callId === callId ? call : null;
  }

  /** Who is served: the caller, but where an agent has called the customer. */
  #customerOf({ queueId, caller, callee }: DeskCall, agentId: string): Someone {
    const isAgent = ({ userId }: Someone): boolean => this.#ports.desk.seat(userId) !== undefined;
    if (queueId !== null || !callee || callee.userId === agentId) return caller;
    return caller.userId === agentId || (isAgent(caller) && !isAgent(callee)) ? callee : caller;
  }

  /** The customer's call: the one in whose room a side call was made, as long as there is one. */
  #hostOf(agentId: string, call: DeskCall): DeskCall {
    return (call.room && this.#ports.desk.callFor(agentId, call.room.callId)) ?? call;
  }
}
