import type { CallView, Customer, Keep } from '@frontdesk/client';

/** What is told of a call that is over. */
export type AfterView = Pick<
  Extract<CallView, { state: 'ended' }>,
  'side' | 'other' | 'code' | 'endedBy' | 'text' | 'wasWaiting' | 'talkedMs'
> & {
  readonly call: { readonly callId: string } | null;
};

/** A call that was talked in, as the page that is loaded anew after it shows it. */
export interface Told {
  /** The queue's name. */
  readonly name: string;
  readonly view: AfterView;
  readonly isRated: boolean;
}

interface Kept extends Told {
  /** Whose call it was. */
  readonly userId: string;
  /** When it ended, epoch ms. */
  readonly at: number;
}

/** So long a reload leads back to the call's end, in ms: nobody comes back to a call of this morning. */
const KEPT_MS = 10 * 60_000;

export interface LastWordPorts {
  readonly keep: Keep;
  readonly customer: Pick<Customer, 'known'>;
  readonly now?: () => number;
}

/**
 * The end of the last call of this tab: its number and its rating outlive a reload, and a phone that drops the page.
 *
 * It is shown to the one who called alone: whoever had the browser forget them is asked nothing more.
 */
export class LastWord {
  readonly #key: string;
  readonly #ports: LastWordPorts;

  constructor(queueId: string, ports: LastWordPorts) {
    this.#key = `frontdesk-queue.after.${queueId}`;
    this.#ports = ports;
  }

  /** Null: nothing to look back on. */
  read(): Told | null {
    const kept = asKept(this.#ports.keep.read(this.#key));
    if (kept === null) return null;
    const isNow = this.#now() - kept.at <= KEPT_MS && kept.userId === this.#ports.customer.known?.userId;
    if (!isNow) this.forget();
    return isNow ? kept : null;
  }

  /** The call is over; said again of the same call, it changes nothing. One that nobody talked in leaves nothing to ask about. */
  keep(name: string, { side, other, code, endedBy, text, wasWaiting, talkedMs, call }: AfterView): void {
    const { known } = this.#ports.customer;
    if (talkedMs === null || call === null || known === null) return;
    if (this.read()?.view.call?.callId === call.callId) return;
    const { userId, name: otherName } = other;
    const view: AfterView = {
      side,
      other: { userId, name: otherName },
      code,
      endedBy,
      text,
      wasWaiting,
      talkedMs,
      call: { callId: call.callId },
    };
    const kept: Kept = { name, view, isRated: false, userId: known.userId, at: this.#now() };
    this.#ports.keep.write(this.#key, kept);
  }

  /** It is asked once. */
  readonly rated = (): void => {
    const kept = asKept(this.#ports.keep.read(this.#key));
    if (kept) this.#ports.keep.write(this.#key, { ...kept, isRated: true });
  };

  readonly forget = (): void => this.#ports.keep.forget(this.#key);

  #now(): number {
    return (this.#ports.now ?? Date.now)();
  }
}

/** Out of anything that an older page may have left. */
function asKept(value: unknown): Kept | null {
  if (!isRecord(value) || !isRecord(value['view'])) return null;
  const { name, userId, at, isRated, view } = value;
  const { call, other, talkedMs, code } = view;
  const isOurs =
    typeof name === 'string' &&
    typeof userId === 'string' &&
    typeof at === 'number' &&
    typeof isRated === 'boolean' &&
    typeof talkedMs === 'number' &&
    typeof code === 'number' &&
    isRecord(call) &&
    typeof call['callId'] === 'string' &&
    isRecord(other) &&
    typeof other['name'] === 'string';
  return isOurs ? (value as unknown as Kept) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
