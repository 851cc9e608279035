import { createHmac, type KeyObject, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IceGrant } from '@frontdesk/protocol';
import type { PageAddress, Started } from '../calls/call.js';
import { factsOf } from '../calls/lasting.js';
import type { Grants, TicketCall } from '../calls/ports.js';
import type { Keys } from './secret.js';
import { type IcePolicy, type IceSettings, iceWay, TURN_CREDENTIAL_MS, type TurnSettings } from './turn.js';

/** How long a ticket is good, in ms (C20). */
const TICKET_MS = 24 * 3_600_000;

/** Both sides' tickets are made at once; what they have in common is written once within this time, in ms. */
const TOGETHER_MS = 1_000;

/** What a ticket says. */
interface TicketClaims extends Omit<TicketCall, 'isFromThisRun'> {
  /** Which run of the server made it. */
  readonly run: string;
  readonly exp: number;
}

/**
 * Makes and checks what START gives each side.
 *
 * A ticket is `base64url(JSON).base64url(HMAC-SHA256)`: the call, signed for one page of one user. Not a JWT: two are made
 * for each call, and node:crypto does it in a tenth of the time that an asynchronous JWT library takes.
 */
export class Granter implements Grants {
  readonly #keys: Keys;
  readonly #ice: IceSettings;
  readonly #earlyIce: IceSettings;
  readonly #run = randomUUID();
  #last: { readonly call: Started; readonly body: string; readonly madeAt: number } | null = null;

  /** `earlyPolicy`: for links that are made while it rings. */
  constructor(keys: Keys, turn: TurnSettings | null, icePolicy: IcePolicy, earlyPolicy = icePolicy) {
    this.#keys = keys;
    this.#ice = { turn, icePolicy };
    this.#earlyIce = { turn, icePolicy: earlyPolicy };
  }

  grant(call: Started, to: PageAddress): IceGrant {
    const now = Date.now();
    const [key] = this.#keys.tickets;
    if (!key) throw new Error('no key');
    const body = this.#body(call, now);
    const ticket = `${body}.${mac(key, body, to).toString('base64url')}`;
    return { ...iceWay(this.#ice, to.userId, TURN_CREDENTIAL_MS, now), ticket };
  }

  way(to: PageAddress): IceGrant {
    return { ...iceWay(this.#earlyIce, to.userId, TURN_CREDENTIAL_MS, Date.now()), ticket: '' };
  }

  /** What a ticket says, if we signed it for this page less than 24 h ago; otherwise null. */
  redeem(ticket: string, by: PageAddress): TicketCall | null {
    const claims = this.#verify(ticket, by);
    if (!claims || claims.exp <= Date.now()) return null;
    const { run, exp: _exp, ...call } = claims;
    // A ticket of a version of the server that knew of no rooms of three.
    const asked = { ...call.asked, room: call.asked.room ?? null };
    return { ...call, asked, isFromThisRun: run === this.#run };
  }

  #body(call: Started, now: number): string {
    if (this.#last?.call === call && now - this.#last.madeAt < TOGETHER_MS) return this.#last.body;
    const claims: TicketClaims = Object.assign(factsOf(call), { run: this.#run, exp: now + TICKET_MS });
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    this.#last = { call, body, madeAt: now };
    return body;
  }

  #verify(ticket: string, by: PageAddress): TicketClaims | null {
    const [body, signature, ...rest] = ticket.split('.');
    if (!body || !signature || rest.length > 0) return null;
    const given = Buffer.from(signature, 'base64url');
    for (const key of this.#keys.tickets) {
      const expected = mac(key, body, by);
      if (given.length === expected.length && timingSafeEqual(given, expected)) {
        return JSON.parse(Buffer.from(body, 'base64url').toString()) as TicketClaims;
      }
    }
    return null;
  }
}

/** Neither id can hold a line break, nor can the body. */
function mac(key: KeyObject, body: string, { userId, endpointId }: PageAddress): Buffer {
  return createHmac('sha256', key).update(`${body}\n${userId}\n${endpointId}`).digest();
}
