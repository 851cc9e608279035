import { createHmac } from 'node:crypto';
import type { IceServer } from '@frontdesk/protocol';

/** How long TURN credentials live, in ms: longer than any call without a reload; `call:ice` gives new ones. */
export const TURN_CREDENTIAL_MS = 12 * 3_600_000;

export interface TurnSettings {
  readonly urls: readonly string[];
  /** Shared with coturn (`use-auth-secret`). */
  readonly secret: string;
}

/** TURN credentials by the REST convention that coturn checks: `expiry:user`, and its HMAC-SHA1 in base64. */
export function turnServers(turn: TurnSettings | null, userId: string, expiresAt: number): readonly IceServer[] {
  if (!turn) return [];
  const username = `${Math.floor(expiresAt / 1000)}:${userId}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return [{ urls: turn.urls, username, credential }];
}
