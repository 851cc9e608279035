import { type CallSnapshot, CODES, codeName, type Result, type SessionReady } from '@frontdesk/protocol';
import type { Send } from '../connection/Send.js';

interface Farewell {
  readonly command: 'call:reply' | 'call:finish';
  readonly code: number;
}

interface FarewellPorts {
  /** The server does not know the call, and is asked to take it up: what is said before it has would be lost. */
  readonly isEarly: (callId: string) => boolean;
  /** The server knows of the end of this call now. */
  readonly onHeard: (callId: string) => void;
}

/** How far a request's own time may lie from the server's, in ms, when an orphan is looked for. */
const CLOCK_SLACK_MS = 5_000;

/**
 * What the person has decided about a call and the server may not know yet.
 *
 * A hang-up without a line is said on the next connection, so that the other side does not wait out the grace time.
 */
export class Farewells {
  readonly #send: Send;
  readonly #ports: FarewellPorts;
  readonly #unsaid = new Map<string, Farewell>();
  #orphanSince: number | null = null;

  constructor(send: Send, ports: FarewellPorts) {
    this.#send = send;
    this.#ports = ports;
  }

  isUnsaid(callId: string): boolean {
    return this.#unsaid.has(callId);
  }

  /** A started call that this page has left, perhaps before it was reloaded: its end is said when the line is up. */
  expect(callId: string): void {
    if (!this.#unsaid.has(callId)) this.#unsaid.set(callId, { command: 'call:finish', code: CODES.ok });
  }

  /** Ends a call, now or when the line is back. */
  say(callId: string, command: Farewell['command'], code: number): Promise<Result<CallSnapshot>> {
    this.#unsaid.set(callId, { command, code });
    return this.#try(callId, command, code);
  }

  /** Ends a call that is not to be shown, as the side that this user is. */
  cancel(call: CallSnapshot, userId: string): void {
    const isStarted = call.state === 'started';
    const code = call.caller.userId === userId ? CODES.canceled : CODES.rejected;
    void this.say(call.callId, isStarted ? 'call:finish' : 'call:reply', code);
  }

  /** A request was given up while nobody knew whether it arrived; `since` is by the server's clock. */
  expectOrphan(since: number): void {
    this.#orphanSince ??= since;
  }

  /** The calls of such requests; they are ended. */
  orphansIn(ready: SessionReady): readonly CallSnapshot[] {
    const since = this.#orphanSince;
    this.#orphanSince = null;
    if (since === null) return [];
    const orphans = ready.calls.filter(
      ({ caller, requestedAt }) =>
        caller.userId === ready.user.userId &&
        caller.endpointId === ready.endpointId &&
        requestedAt >= since - CLOCK_SLACK_MS,
    );
    for (const { callId, state } of orphans) {
      this.#unsaid.set(callId, { command: state === 'started' ? 'call:finish' : 'call:reply', code: CODES.canceled });
    }
    return orphans;
  }

  /** Says what is unsaid. */
  async flush(): Promise<void> {
    await Promise.all([...this.#unsaid].map(([callId, { command, code }]) => this.#try(callId, command, code)));
  }

  async #try(callId: string, command: Farewell['command'], code: number): Promise<Result<CallSnapshot>> {
    if (this.#ports.isEarly(callId)) return EARLY;
    const result = await this.#send(command, { callId, code });
    const isHeard = result.ok || (result.error.code !== CODES.disconnected && result.error.code !== CODES.rateLimited);
    if (isHeard && this.#unsaid.delete(callId)) this.#ports.onHeard(callId);
    return result;
  }
}

const EARLY = {
  ok: false,
  error: { code: CODES.disconnected, name: codeName(CODES.disconnected), message: 'said once the call is taken up' },
} as const;
