import { CODES, type NewsMap } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { Send } from '../connection/Send.js';
import type { IceConfig } from './CallLinkPorts.js';

/** The longest wait for a signal's or `call:ice`'s acknowledgment, in ms. */
const ACK_MS = 5_000;

export interface SessionLinePorts {
  readonly send: Send;
  /** Sends a signal that needs no acknowledgment. */
  readonly post: (payload: { callId: string; to: string; epoch: number; data: object }) => void;
  readonly clock: Clock;
  readonly serverNow: () => number;
  /** `call:ice` brings a ticket with the way. */
  readonly onTicket: (callId: string, ticket: string) => void;
}

/** Over the server to one other page of the room. */
export class SessionLine {
  readonly #peer: string;
  readonly #ports: SessionLinePorts;
  #callId: string;
  /** After a hand-over, the call as which this page was there before. */
  #formerId: string | null = null;

  constructor(callId: string, peer: string, ports: SessionLinePorts) {
    this.#callId = callId;
    this.#peer = peer;
    this.#ports = ports;
  }

  get callId(): string {
    return this.#callId;
  }

  goOnAs(callId: string): void {
    if (callId === this.#callId) return;
    this.#formerId = this.#callId;
    this.#callId = callId;
  }

  /** Whether a signal is of this peer, and not of an earlier call with it. */
  isOf({ callId, from }: NewsMap['call:signal']): boolean {
    return from === this.#peer && (callId === this.#callId || callId === this.#formerId);
  }

  /** Where it is to be confirmed, false means that the other's page is lost. */
  async send(epoch: number, data: object, confirm: boolean): Promise<boolean> {
    const payload = { callId: this.#callId, to: this.#peer, epoch, data };
    if (!confirm) {
      this.#ports.post(payload);
      return true;
    }
    const result = await this.#ports.send('call:signal', payload, ACK_MS);
    // A server that is slow to answer, or a line that is gone, says nothing of the other's page.
    return result.ok || result.isUnanswered === true || result.error.code !== CODES.disconnected;
  }

  /** The way to the other side; null without a line. */
  async askIce(): Promise<IceConfig | null> {
    const callId = this.#callId;
    const result = await this.#ports.send('call:ice', { callId }, ACK_MS);
    if (!result.ok) return null;
    const { iceServers, icePolicy, expiresAt, ticket } = result.value;
    // None before the start.
    if (ticket) this.#ports.onTicket(callId, ticket);
    return { iceServers, icePolicy, expiresAt: expiresAt - this.#ports.serverNow() + this.#ports.clock.now() };
  }
}
