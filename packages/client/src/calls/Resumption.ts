import { type CallSnapshot, CODES, type Result, type SessionReady } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { Send } from '../connection/Send.js';
import type { KeptTicket, TicketKeep } from './TicketKeep.js';

/** A ticket is good for 24 h; at half of that it is renewed, in ms. */
const RENEW_MS = 12 * 3_600_000;
/** How long to wait before a renewal that failed is tried again, in ms. */
const RENEW_AGAIN_MS = 10 * 60_000;
/** How long to wait before a resume that was not answered is sent again, in ms. */
const AGAIN_MS = 1_000;

export interface ResumptionPorts {
  readonly send: Send;
  readonly clock: Clock;
  readonly keep: TicketKeep;
  readonly isLineUp: () => boolean;
  /** The server has taken the call up again. */
  readonly onResumed: (call: CallSnapshot) => void;
  /** The call is over. */
  readonly onRefused: (callId: string, code: number) => void;
}

/**
 * Takes this page's started call up again when the server has forgotten it (C20).
 *
 * START gives a ticket of it, and so does every `call:ice`. It is kept until the call has ended.
 */
export class Resumption {
  readonly #ports: ResumptionPorts;
  #kept: KeptTicket | null = null;
  /** The started call that the server did not list on this connection. */
  #forgotten: string | null = null;
  #cancelRenewal: () => void = () => undefined;

  constructor(ports: ResumptionPorts) {
    this.#ports = ports;
  }

  /** The call that the server is to be asked to take up, by its id. */
  get due(): string | null {
    return this.#forgotten;
  }

  /** The newest ticket of a started call of this page. */
  keep(kept: KeptTicket): void {
    this.#kept = kept;
    this.#ports.keep.write(kept);
    this.#renewIn(RENEW_MS);
  }

  /** The newest ticket of this call; null if there is none. */
  ticketOf(callId: string): string | null {
    return this.#kept?.call.callId === callId ? this.#kept.ticket : null;
  }

  /** The call has ended, and the server knows. */
  forget(callId: string): void {
    if (this.#kept?.call.callId !== callId) return;
    this.#forgotten = null;
    this.#drop();
  }

  /** Nothing of this page's is left. */
  reset(): void {
    this.#forgotten = null;
    this.#drop();
  }

  /** The started call that this page was in when it was loaded anew; null if there was none. */
  loadedIn({ user, endpointId }: SessionReady): CallSnapshot | null {
    return this.#ports.keep.read({ userId: user.userId, endpointId })?.call ?? null;
  }

  /** The call of this page that the server does not list, though it has not told its end; null if there is none. */
  missingIn(ready: SessionReady, shown: CallSnapshot | null): CallSnapshot | null {
    this.#forgotten = null;
    const page = { userId: ready.user.userId, endpointId: ready.endpointId };
    this.#kept ??= this.#ports.keep.read(page);
    if (this.#kept?.endpointId !== page.endpointId || this.#kept.userId !== page.userId) this.#drop();
    const call = shown ?? this.#kept?.call ?? null;
    if (!call || ready.calls.some(({ callId }) => callId === call.callId)) return null;
    if (ready.ended.some(({ callId }) => callId === call.callId)) {
      this.forget(call.callId);
      return null;
    }
    this.#forgotten = call.callId;
    return call;
  }

  /** Shows the ticket of what is missing; resolves once the server has taken the call up, has refused, or is gone again. */
  async run(): Promise<void> {
    const callId = this.#forgotten;
    if (callId === null) return;
    const ticket = this.#kept?.call.callId === callId ? this.#kept.ticket : null;
    const result = ticket === null ? null : await this.#resume(callId, ticket);
    if (this.#forgotten !== callId || (result && !isAnswer(result))) return;
    this.#forgotten = null;
    if (result?.ok) {
      this.#ports.onResumed(result.value);
      void this.#renew();
      return;
    }
    const isOver = result?.error.code === CODES.notInCall;
    this.forget(callId);
    this.#ports.onRefused(callId, isOver ? CODES.notInCall : CODES.disconnected);
  }

  async #resume(callId: string, ticket: string): Promise<Result<CallSnapshot>> {
    for (;;) {
      const result = await this.#ports.send('call:resume', { ticket });
      if (isAnswer(result) || !this.#ports.isLineUp()) return result;
      await new Promise<void>((again) => this.#ports.clock.after(AGAIN_MS, again));
      if (!this.#ports.isLineUp() || this.#forgotten !== callId) return result;
    }
  }

  #renewIn(ms: number): void {
    this.#cancelRenewal();
    this.#cancelRenewal = this.#ports.clock.after(ms, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    const kept = this.#kept;
    if (!kept) return;
    this.#renewIn(RENEW_AGAIN_MS);
    const result = await this.#ports.send('call:ice', { callId: kept.call.callId });
    if (result.ok && this.#kept?.call.callId === kept.call.callId)
      this.keep({ ...this.#kept, ticket: result.value.ticket });
  }

  #drop(): void {
    this.#kept = null;
    this.#ports.keep.forget();
    this.#cancelRenewal();
  }
}

/** Whether the server has said yes or no; a broken line and a busy server are neither. */
function isAnswer(result: Result<CallSnapshot>): boolean {
  return result.ok || (result.error.code !== CODES.disconnected && result.error.code !== CODES.rateLimited);
}
