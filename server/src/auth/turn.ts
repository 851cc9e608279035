import { createHmac } from 'node:crypto';
import type { IceServer } from '@frontdesk/protocol';

/**
 * How long the TURN credentials of a call live, in ms.
 *
 * coturn looks at the time when something is allocated, and no more after that: a relay goes on as long as its call does
 * (ADR 21). An hour is for whatever is allocated later in a call without asking again, and for clocks that differ.
 */
export const TURN_CREDENTIAL_MS = 3_600_000;

/** Those of a check before a call: looked at once, at once. */
export const TURN_CHECK_MS = 5 * 60_000;

export interface TurnSettings {
  readonly urls: readonly string[];
  /** Shared with coturn (`use-auth-secret`). */
  readonly secret: string;
}

/** Which paths a browser may take: any, or only those through a relay. */
export type IcePolicy = 'all' | 'relay';

/** What the operator says of the way between two browsers. */
export interface IceSettings {
  readonly turn: TurnSettings | null;
  readonly icePolicy: IcePolicy;
}

/** The way to the other side as a browser takes it, until when it can be taken (epoch ms). */
export interface IceWay {
  readonly iceServers: readonly IceServer[];
  readonly icePolicy: IcePolicy;
  readonly expiresAt: number;
}

/** The way for this user, good for so long. */
export function iceWay({ turn, icePolicy }: IceSettings, userId: string, lifeMs: number, now: number): IceWay {
  // coturn counts in whole seconds; say no more than it grants.
  const expiresAt = Math.floor((now + lifeMs) / 1000) * 1000;
  return { iceServers: turnServers(turn, userId, expiresAt), icePolicy, expiresAt };
}

/** TURN credentials by the REST convention that coturn checks: `expiry:user`, and its HMAC-SHA1 in base64. */
function turnServers(turn: TurnSettings | null, userId: string, expiresAt: number): readonly IceServer[] {
  if (!turn) return [];
  const username = `${expiresAt / 1000}:${userId}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return [{ urls: turn.urls, username, credential }];
}
