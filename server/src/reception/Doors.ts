import { randomUUID } from 'node:crypto';
import { type Callback, callNumber, type QueueDoor, type User } from '@frontdesk/protocol';
import type { Clock } from '../calls/ports.js';
import type { Desk } from '../desk/Desk.js';
import { filledIn } from '../desk/visit.js';
import type { PlanBook } from './PlanBook.js';
import type { CallbackStore, EndedCalls, Rating } from './ports.js';
import { RATE_MS } from './RecentCalls.js';

export interface DoorsPorts {
  readonly desk: Pick<Desk, 'lineOf'>;
  readonly plan: PlanBook;
  /** How long a caller who waits may be away, in ms. */
  readonly graceWaitingMs: number;
  readonly clock: Clock;
  readonly callbacks: CallbackStore;
  readonly ended: EndedCalls;
  /** Must neither throw nor wait. */
  readonly onRating: (rating: Rating) => void;
}

/** What somebody leaves who would be called back. */
export interface CallbackWish {
  readonly contact: string;
  readonly note: string;
  readonly form: Readonly<Record<string, string>>;
}

/** Wishes of one user that nobody has dealt with yet: who has said it three times is not called sooner for a fourth. */
const OPEN_OF_USER = 3;
/** Of one queue: a list that nobody works off is no list, and a stranger must not fill the disk with it. */
const OPEN_OF_QUEUE = 1_000;

/** Why a wish is not taken. */
export type NotTaken = 'unknown' | 'off' | 'tooMany' | 'full';

/** What customers find at the queues' doors, and leave there. */
export class Doors {
  readonly #ports: DoorsPorts;
  /** The wish that is being kept: counted and kept one after the other, so that none is counted past the bounds. */
  #keeping: Promise<unknown> = Promise.resolve();

  constructor(ports: DoorsPorts) {
    this.#ports = ports;
  }

  /** Null for a queue that is not there. */
  door(queueId: string): QueueDoor | null {
    const { desk, plan, clock, graceWaitingMs } = this.#ports;
    const [queue, settings] = [plan.queue(queueId), plan.settingsOf(queueId)];
    if (!queue || !settings) return null;
    const { name, welcome, hours, form, consent, callbacks, video } = settings;
    const { waiting, wait, obstacle, opensAt } = desk.lineOf(queue);
    return {
      queueId,
      name,
      welcome,
      state: obstacle ?? 'open',
      hours,
      opensAt: obstacle === 'closed' ? opensAt : null,
      waiting,
      wait: wait(),
      form,
      consent,
      callbacks,
      video,
      placeKeptMs: graceWaitingMs,
      serverTime: clock.now(),
    };
  }

  leaveWish(queueId: string, by: User, wish: CallbackWish): Promise<Callback | NotTaken> {
    const kept = this.#keeping.then(() => this.#keep(queueId, by, wish));
    this.#keeping = kept.catch(() => undefined);
    return kept;
  }

  async #keep(queueId: string, by: User, { contact, note, form }: CallbackWish): Promise<Callback | NotTaken> {
    const { plan, callbacks, clock } = this.#ports;
    const settings = plan.settingsOf(queueId);
    if (!settings) return 'unknown';
    if (!settings.callbacks) return 'off';
    const open = await callbacks.open(queueId, by.userId);
    if (open.ofUser >= OPEN_OF_USER) return 'tooMany';
    if (open.ofQueue >= OPEN_OF_QUEUE) return 'full';
    const id = randomUUID();
    const filled = [...filledIn({ form, consent: true, language: 'en' }, settings.form)];
    const who = { userId: by.userId, name: by.name, contact, note, form: filled };
    const state = { state: 'open', doneBy: null, doneAt: null } as const;
    const callback = { id, number: callNumber(id), queueId, ...who, at: clock.now(), ...state };
    await callbacks.add(callback);
    return callback;
  }

  /** False for a call that was not this user's to rate, or is not any more. */
  async rate(callId: string, by: User, { stars, comment }: Pick<Rating, 'stars' | 'comment'>): Promise<boolean> {
    const { ended, clock, onRating } = this.#ports;
    const call = await ended(callId);
    const at = clock.now();
    if (call?.callerId !== by.userId || at - call.finishedAt > RATE_MS) return false;
    onRating({ callId, stars, comment, at });
    return true;
  }
}
