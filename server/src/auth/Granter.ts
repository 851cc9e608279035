import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IceGrant } from '@frontdesk/protocol';
import type { Keys } from './secret.js';
import { TURN_CREDENTIAL_MS, type TurnSettings, turnServers } from './turn.js';

/** How long a ticket is good, in ms (C20). */
const TICKET_MS = 24 * 3_600_000;

interface Page {
  readonly userId: string;
  readonly endpointId: string;
}

interface TicketClaims {
  readonly userId: string;
  readonly endpointId: string;
  readonly callId: string;
  readonly roomId: number;
  readonly version: number;
  readonly exp: number;
}

/**
 * Makes and checks what START gives each side.
 *
 * Tickets are `base64url(JSON).base64url(HMAC-SHA256)`. Not a JWT: two are made for each call, and node:crypto does it
 * in a tenth of the time that an asynchronous JWT library takes.
 */
export class Granter {
  readonly #keys: Keys;
  readonly #turn: TurnSettings | null;
  readonly #icePolicy: 'all' | 'relay';

  constructor(keys: Keys, turn: TurnSettings | null, icePolicy: 'all' | 'relay') {
    this.#keys = keys;
    this.#turn = turn;
    this.#icePolicy = icePolicy;
  }

  grant(call: { callId: string; roomId: number; version: number }, to: Page): IceGrant {
    const now = Date.now();
    const expiresAt = now + TURN_CREDENTIAL_MS;
    const ticket = this.#sign({
      userId: to.userId,
      endpointId: to.endpointId,
      callId: call.callId,
      roomId: call.roomId,
      version: call.version,
      exp: now + TICKET_MS,
    });
    return { iceServers: turnServers(this.#turn, to.userId, expiresAt), icePolicy: this.#icePolicy, expiresAt, ticket };
  }

  /** What a ticket says, if we signed it for this page less than 24 h ago; otherwise null. */
  redeem(ticket: string, by: Page): TicketClaims | null {
    const claims = this.#verify(ticket);
    const isTheirs = claims?.userId === by.userId && claims.endpointId === by.endpointId;
    return isTheirs && claims.exp > Date.now() ? claims : null;
  }

  #sign(claims: TicketClaims): string {
    const [key] = this.#keys.tickets;
    if (!key) throw new Error('no key');
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return `${body}.${mac(key, body).toString('base64url')}`;
  }

  #verify(ticket: string): TicketClaims | null {
    const [body, signature, ...rest] = ticket.split('.');
    if (!body || !signature || rest.length > 0) return null;
    const given = Buffer.from(signature, 'base64url');
    for (const key of this.#keys.tickets) {
      const expected = mac(key, body);
      if (given.length === expected.length && timingSafeEqual(given, expected)) {
        return JSON.parse(Buffer.from(body, 'base64url').toString()) as TicketClaims;
      }
    }
    return null;
  }
}

function mac(key: KeyObject, body: string): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
