import type { Wait } from '@frontdesk/protocol';
import type { Line } from './Line.js';
import type { CallActs, DeskClock } from './ports.js';

/** Places are told so long after they have changed, in ms, all at once. */
const PLACES_MS = 250;
/** Up to so many at once; where more stand in line, who all are looked at, later by as much: with four times as many, each second. */
const MANY = 2_500;
/** From this place on it is told only when it has got better by a tenth, or the estimate is another: nobody counts, and each is told over the wire. */
const FAR = 20;
/** An estimate is told anew when it has moved by so much of itself. */
const MOVED = 0.25;

export interface PlacesPorts {
  readonly line: Pick<Line, 'inOrder' | 'queueIds'>;
  readonly acts: Pick<CallActs, 'update'>;
  readonly clock: DeskClock;
  /** How long somebody at a place of a queue will wait, as the line is now. */
  readonly lookAhead: () => (queueId: string, place: number) => Wait | null;
}

interface Told {
  readonly place: number;
  readonly wait: Wait | null;
}

const NOTHING: Told = { place: 0, wait: null };

/** Tells those who stand in line their places, and how long they will wait. */
export class Places {
  readonly #ports: PlacesPorts;
  readonly #told = new Map<string, Told>();
  #isDue = false;

  constructor(ports: PlacesPorts) {
    this.#ports = ports;
  }

  /** Whether this call stands in a line, or is being offered from it. */
  has(callId: string): boolean {
    return this.#told.has(callId);
  }

  enter(callId: string): void {
    this.#told.set(callId, NOTHING);
  }

  forget(callId: string): void {
    this.#told.delete(callId);
  }

  /** A line is another than it was, or who serves it: those who stand in other lines may wait for the same agents. */
  changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const { clock } = this.#ports;
    clock.at(clock.now() + PLACES_MS * Math.max(1, this.#told.size / MANY), () => this.#tell());
  }

  #tell(): void {
    this.#isDue = false;
    const { line, lookAhead } = this.#ports;
    const waitOf = lookAhead();
    for (const queueId of line.queueIds) this.#tellQueue(queueId, waitOf);
  }

  #tellQueue(queueId: string, waitOf: (queueId: string, place: number) => Wait | null): void {
    const { line, acts } = this.#ports;
    for (const [index, { callId }] of line.inOrder(queueId).entries()) {
      const told = this.#told.get(callId) ?? NOTHING;
      const place = index + 1;
      const isFar = told.place !== 0 && place > FAR && told.place - place < told.place / 10;
      const wait = waitOf(queueId, place);
      if ((isFar || told.place === place) && !hasMoved(told.wait, wait)) continue;
      this.#told.set(callId, { place, wait });
      void acts.update(callId, { param: place, text: '', wait });
    }
  }
}

function hasMoved(before: Wait | null, after: Wait | null): boolean {
  if (before === null || after === null) return before !== after;
  return Math.abs(after.toMs - before.toMs) > MOVED * before.toMs;
}
