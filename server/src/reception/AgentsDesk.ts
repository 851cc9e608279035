import {
  CODES,
  type CustomerCard,
  type DeskNewsMap,
  type DeskNewsName,
  type DeskPayload,
  type DeskTargets,
  type DeskView,
  type Result,
  type SeatView,
} from '@frontdesk/protocol';
import { type Answer, refused } from '../calls/answer.js';
import type { Call } from '../calls/call.js';
import type { CallStore, Clock, Endpoints } from '../calls/ports.js';
import type { Actor } from '../calls/rules.js';
import type { Unreachable } from '../desk/seat.js';
import type { Cards } from './Cards.js';
import { deskCallOf } from './deskCall.js';
import type { EmailOf } from './ports.js';
import { QueueBoard } from './QueueBoard.js';
import type { Reception } from './Reception.js';
import { seatView } from './seatView.js';

/** One connection of an agent's page. */
export interface AgentPage {
  readonly endpointId: string;
  send<N extends DeskNewsName>(name: N, news: DeskNewsMap[N]): void;
}

export interface AgentsDeskPorts {
  readonly reception: Reception;
  readonly cards: Cards;
  readonly store: Pick<CallStore, 'liveCallsOf' | 'find'>;
  readonly endpoints: Pick<Endpoints, 'user' | 'isConnected'>;
  readonly clock: Clock;
  readonly emailOf: EmailOf;
}

/** Where an agent sits; the page is null while it is away. */
interface Place {
  page: AgentPage | null;
  readonly endpointId: string;
  /** Stops the time after which one who is away has gone. */
  stop: () => void;
}

/** Who was at the desk and has had no page for so long, in ms, has gone: back after that, they choose anew. */
const GONE_MS = 5 * 60_000;

const NOT_STAFF: Result<never> = refused(CODES.notAllowed, 'the desk is for agents, supervisors and admins');
const NOT_SITTING: Result<never> = refused(CODES.notAllowed, 'this page does not sit at the desk: desk:sit first');
const NOT_THEIRS: Result<never> = refused(CODES.notInCall, 'no such call, or it is none of yours');

/** What agents' pages ask of the desk, and are told of it. Who someone is comes from the token, here as everywhere. */
export class AgentsDesk {
  readonly #ports: AgentsDeskPorts;
  readonly #places = new Map<string, Place>();
  readonly #board: QueueBoard;
  /** Agents whose seat has changed since they were told. */
  readonly #changed = new Set<string>();

  constructor(ports: AgentsDeskPorts) {
    this.#ports = ports;
    const { reception, clock } = ports;
    const { desk, plan } = reception;
    this.#board = new QueueBoard({
      desk,
      plan,
      clock,
      agents: () => this.#places.keys(),
      tell: (agentId, queues) => this.#places.get(agentId)?.page?.send('desk:queues', { queues }),
    });
    reception.onSeat = ({ agentId }) => this.#seatChanged(agentId);
    reception.onLines = this.#board.changed;
  }

  /** This page becomes the agent's place at the desk. */
  async sit(from: Actor, page: AgentPage, answer: Answer<DeskView>): Promise<void> {
    if (from.role === 'caller' || from.role === 'business') return answer(NOT_STAFF);
    const { userId } = from;
    const { reception, store, emailOf, endpoints } = this.#ports;
    const { desk, plan } = reception;
    const [email, calls] = await Promise.all([emailOf(userId), store.liveCallsOf(userId)]);
    // Gone meanwhile: nobody would ever hear of that.
    if (!endpoints.isConnected(userId, page.endpointId)) return answer(NOT_SITTING);
    plan.know(userId, email);
    const before = this.#places.get(userId);
    before?.stop();
    this.#places.set(userId, { page, endpointId: page.endpointId, stop: () => undefined });
    desk.sit(userId, calls.map(deskCallOf));
    await this.#lookAgain(calls);
    // Another page, or the same one loaded anew, has still to prove that it can ring.
    if (before?.page !== page) desk.reach(userId, 'noPage');
    const seat = desk.seat(userId);
    if (!seat) return answer(NOT_STAFF);
    this.#changed.delete(userId);
    answer({ ok: true, value: { seat: seatView(seat), queues: this.#board.of(userId), breaks: plan.breaks } });
    if (before?.page && before.page !== page) before.page.send('desk:moved', {});
  }

  async leave(from: Actor, page: AgentPage, answer: Answer<null>): Promise<void> {
    if (!this.#sits(from, page)) return answer(NOT_SITTING);
    this.#go(from.userId);
    answer({ ok: true, value: null });
  }

  async choose(
    from: Actor,
    page: AgentPage,
    { status, reason }: DeskPayload<'desk:choose'>,
    answer: Answer<SeatView>,
  ): Promise<void> {
    if (!this.#sits(from, page)) return answer(NOT_SITTING);
    this.#ports.reception.desk.choose(from.userId, status, reason ?? null);
    this.#answerSeat(from.userId, answer);
  }

  async reach(
    from: Actor,
    page: AgentPage,
    { unreachable }: { readonly unreachable: Unreachable | null },
    answer: Answer<SeatView>,
  ): Promise<void> {
    if (!this.#sits(from, page)) return answer(NOT_SITTING);
    this.#ports.reception.desk.reach(from.userId, unreachable);
    this.#answerSeat(from.userId, answer);
  }

  async note(from: Actor, page: AgentPage, { callId, notes }: DeskPayload<'desk:note'>, answer: Answer<null>) {
    if (!this.#sits(from, page)) return answer(NOT_SITTING);
    answer(this.#ports.cards.note(from.userId, callId, notes) ? { ok: true, value: null } : NOT_THEIRS);
  }

  /** The wrap-up is done; what was chosen is kept also where its time was over a moment before. */
  async done(from: Actor, page: AgentPage, payload: DeskPayload<'desk:done'>, answer: Answer<SeatView>): Promise<void> {
    if (!this.#sits(from, page)) return answer(NOT_SITTING);
    const { userId } = from;
    const { reception, cards } = this.#ports;
    if (!cards.dispose(userId, payload)) return answer(NOT_THEIRS);
    if (reception.desk.seat(userId)?.callId === payload.callId) reception.desk.done(userId);
    this.#answerSeat(userId, answer);
  }

  async card(
    from: Actor,
    page: AgentPage,
    { callId }: DeskPayload<'desk:card'>,
    answer: Answer<CustomerCard>,
  ): Promise<void> {
    if (!this.#sits(from, page)) return answer(NOT_SITTING);
    const card = await this.#ports.cards.of(from.userId, callId);
    answer(card ? { ok: true, value: card } : NOT_THEIRS);
  }

  /** Whom a customer may be handed over to. */
  async targets(from: Actor, page: AgentPage, answer: Answer<DeskTargets>): Promise<void> {
    if (!this.#sits(from, page)) return answer(NOT_SITTING);
    const { reception, endpoints } = this.#ports;
    const { desk, plan } = reception;
    const agents = [...desk.seats].flatMap(({ agentId, status, unreachable }) => {
      const user = endpoints.user(agentId);
      if (!user || agentId === from.userId || !this.#places.has(agentId)) return [];
      return [{ userId: agentId, name: user.name, status, isReachable: unreachable === null }];
    });
    const queues = plan.queues.flatMap(({ queueId, name }) => {
      const queue = plan.queue(queueId);
      if (!queue) return [];
      const { waiting, agents: serving, obstacle } = desk.lineOf(queue);
      return [{ queueId, name, isOpen: obstacle === null, waiting, agents: serving }];
    });
    answer({ ok: true, value: { agents, queues } });
  }

  /** A page is gone, or has connected anew and has not sat down yet: at once nothing is offered there. */
  lost(userId: string, endpointId: string): void {
    const place = this.#places.get(userId);
    if (!place || place.endpointId !== endpointId) return;
    const { reception, clock } = this.#ports;
    place.page = null;
    place.stop();
    place.stop = clock.at(clock.now() + GONE_MS, () => this.#go(userId));
    reception.desk.reach(userId, 'noPage');
  }

  close(): void {
    this.#ports.reception.desk.close();
    this.#board.close();
    for (const { stop } of this.#places.values()) stop();
  }

  /** From here on the desk hears of these calls. What happened to them since they were read, nobody has told it. */
  async #lookAgain(calls: readonly Call[]): Promise<void> {
    const { store, reception } = this.#ports;
    for (const call of calls) {
      const now = await store.find(call.asked.callId);
      if (now?.version === call.version) continue;
      reception.desk.happened(now ? deskCallOf(now) : { ...deskCallOf(call), state: 'finished', targets: [] });
    }
  }

  #go(agentId: string): void {
    const { desk } = this.#ports.reception;
    this.#places.get(agentId)?.stop();
    this.#places.delete(agentId);
    this.#board.forget(agentId);
    desk.choose(agentId, 'offline', null);
    desk.reach(agentId, 'noPage');
  }

  #sits({ userId }: Actor, page: AgentPage): boolean {
    return this.#places.get(userId)?.page === page;
  }

  #answerSeat(agentId: string, answer: Answer<SeatView>): void {
    const seat = this.#ports.reception.desk.seat(agentId);
    this.#changed.delete(agentId);
    answer(seat ? { ok: true, value: seatView(seat) } : NOT_SITTING);
  }

  /** Told once for all that one turn does, and behind the acknowledgment of what has done it. */
  #seatChanged(agentId: string): void {
    if (this.#changed.size === 0) setImmediate(() => this.#tellSeats());
    this.#changed.add(agentId);
  }

  #tellSeats(): void {
    const agentIds = [...this.#changed];
    this.#changed.clear();
    for (const agentId of agentIds) {
      const seat = this.#ports.reception.desk.seat(agentId);
      if (seat) this.#places.get(agentId)?.page?.send('desk:seat', { seat: seatView(seat) });
    }
  }
}
