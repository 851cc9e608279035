import {
  CODES,
  type DeskTargets,
  type DeskView,
  type QueueLine,
  type Result,
  type SeatView,
  type Unreachable,
  type Wish,
} from '@frontdesk/protocol';
import { BROWSER_CLOCK, type Clock } from '../Clock.js';
import type { Answer } from '../connection/Send.js';
import { type Store, WritableStore } from '../Store.js';
import { DeskCards } from './DeskCards.js';
import { DeskDisposition } from './DeskDisposition.js';
import type { DeskLine } from './DeskLine.js';
import { DeskNotes } from './DeskNotes.js';

/** How long it takes, in ms, until a desk that did not let this page sit is asked again. */
const AGAIN_MS = 2_000;

/**
 * Where this page stands with the desk. `away`: there is no line. `moved`: the agent sits at another page. `refused`: the
 * desk takes nobody of this role.
 */
export type DeskPlace = 'away' | 'sitting' | 'seated' | 'moved' | 'refused';

/** What an agent's page knows of the desk. Times are epoch ms of this machine's clock. */
export interface DeskState {
  readonly place: DeskPlace;
  /** The last that was heard; null before the first time. */
  readonly seat: SeatView | null;
  readonly queues: readonly QueueLine[];
  readonly breaks: readonly string[];
}

export interface DeskClientOptions {
  readonly line: DeskLine;
  readonly clock?: Clock;
  readonly notes?: DeskNotes;
  readonly disposition?: DeskDisposition;
}

/**
 * An agent's place at the desk: it sits down on each connection anew, and shows what the desk tells.
 *
 * What an agent is doing is the server's to say. Choices are commands; the seat changes when the server has answered.
 */
export class DeskClient {
  readonly view: Store<DeskState>;
  /** Whom the present call is with. */
  readonly cards: DeskCards;
  readonly notes: DeskNotes;
  /** What the wrapped up call came to, as chosen so far. */
  readonly disposition: DeskDisposition;
  readonly #view = new WritableStore<DeskState>({ place: 'away', seat: null, queues: [], breaks: [] });
  readonly #line: DeskLine;
  readonly #clock: Clock;
  #isWanted = false;
  #unreachable: Unreachable | null = null;
  /** The call whose end of the wrap-up is on its way. */
  #finishing: string | null = null;
  #cancelAgain: () => void = () => undefined;

  constructor({ line, clock = BROWSER_CLOCK, notes, disposition }: DeskClientOptions) {
    this.view = this.#view;
    this.#line = line;
    this.#clock = clock;
    this.notes = notes ?? new DeskNotes({ send: line.send, clock });
    this.disposition = disposition ?? new DeskDisposition();
    this.cards = new DeskCards(line, (card) => this.notes.begin(card.callId, card.notes));
    line.on('desk:seat', ({ seat }) => this.#seat(seat));
    line.on('desk:queues', ({ queues }) => this.#view.patch({ queues: this.#local(queues) }));
    line.on('desk:moved', () => this.#view.patch({ place: 'moved' }));
  }

  /** Sits down, and again after each reconnect, until the returned function is called. */
  readonly start = (): (() => void) => {
    this.#isWanted = true;
    const follow = (): void => this.#follow();
    const stop = this.#line.view.subscribe(follow);
    follow();
    return () => {
      this.#isWanted = false;
      this.#cancelAgain();
      stop();
      this.notes.flush();
      void this.#line.send('desk:leave', {});
      this.#view.set({ place: 'away', seat: null, queues: [], breaks: [] });
    };
  };

  /** Takes the place back from another page. */
  readonly sitHere = (): void => {
    this.#view.patch({ place: 'away' });
    this.#follow();
  };

  readonly choose = async (status: Wish, reason?: string): Promise<Result<SeatView>> =>
    this.#take(await this.#line.send('desk:choose', reason === undefined ? { status } : { status, reason }));

  /** Tells the desk whether a call would be noticed here; told again after each reconnect. How long it took, in ms; null: no answer. */
  readonly reach = async (unreachable: Exclude<Unreachable, 'noPage'> | null): Promise<number | null> => {
    this.#unreachable = unreachable;
    if (this.#view.get().place !== 'seated') return null;
    const since = this.#clock.now();
    const answer = await this.#line.send('desk:reach', { unreachable });
    this.#take(answer);
    return answer.ok ? this.#clock.now() - since : null;
  };

  /** Ends the wrap-up of this call. What was noted goes with it. */
  readonly done = async (callId: string, disposition: string | null): Promise<Answer<SeatView>> => {
    const notes = this.notes.textOf(callId);
    this.#finishing = callId;
    const answer = await this.#line.send('desk:done', { callId, disposition, ...(notes !== null && { notes }) });
    this.#finishing = null;
    if (answer.ok) {
      this.disposition.forget(callId);
      this.notes.forget(callId);
    }
    this.#take(answer);
    return answer;
  };

  /** Whom a customer may be handed to, or who may be brought in. */
  readonly targets = (): Promise<Result<DeskTargets>> => this.#line.send('desk:targets', {});

  #follow(): void {
    const { state } = this.#line.view.get();
    const { place } = this.#view.get();
    if (state !== 'ready') {
      if (place !== 'moved') this.#view.patch({ place: 'away' });
    } else if (place === 'away' && this.#isWanted) void this.#sit();
  }

  async #sit(): Promise<void> {
    this.#cancelAgain();
    this.#view.patch({ place: 'sitting' });
    const answer = await this.#line.send('desk:sit', {});
    // The line broke, or the page was closed, meanwhile: what is true now comes by another way.
    if (!this.#isWanted || this.#view.get().place !== 'sitting') return;
    if (answer.ok) this.#sat(answer.value);
    else if (answer.error.code === CODES.notAllowed) this.#view.patch({ place: 'refused' });
    else {
      this.#view.patch({ place: 'away' });
      this.#cancelAgain = this.#clock.after(AGAIN_MS, () => this.#follow());
    }
  }

  #sat({ seat, queues, breaks }: DeskView): void {
    this.#view.set({ place: 'seated', seat: this.#localSeat(seat), queues: this.#local(queues), breaks });
    this.#tellChosen(seat);
    this.notes.lineUp();
    this.cards.lineUp();
    const reason = this.#unreachable;
    if (reason !== null && reason !== 'noPage') void this.reach(reason);
  }

  #take(answer: Result<SeatView>): Result<SeatView> {
    if (answer.ok) this.#seat(answer.value);
    return answer;
  }

  #seat(seat: SeatView): void {
    this.#view.patch({ seat: this.#localSeat(seat) });
    this.#tellChosen(seat);
  }

  /** The time of a wrap-up was over before the agent said "Done": what they had chosen counts all the same. */
  #tellChosen({ status, callId }: SeatView): void {
    const chosen = this.disposition.view.get();
    if (chosen.callId === null || chosen.callId === this.#finishing) return;
    if (status === 'wrapUp' && callId === chosen.callId) return;
    const late = chosen.callId;
    void this.done(late, chosen.disposition).then((answer) => {
      if (!answer.ok && !answer.isUnanswered) this.disposition.forget(late);
    });
  }

  #offsetMs(): number {
    return this.#line.serverNow() - this.#clock.now();
  }

  #localSeat(seat: SeatView): SeatView {
    const offset = this.#offsetMs();
    return { ...seat, since: seat.since - offset, until: seat.until === null ? null : seat.until - offset };
  }

  #local(queues: readonly QueueLine[]): readonly QueueLine[] {
    const offset = this.#offsetMs();
    return queues.map((queue) => ({ ...queue, since: queue.since === null ? null : queue.since - offset }));
  }
}
