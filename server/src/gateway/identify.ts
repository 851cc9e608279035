import { randomUUID } from 'node:crypto';
import { PROTOCOL } from '@frontdesk/protocol';
import { endpointIdSchema, tokenSchema } from '@frontdesk/protocol/schemas';
import type { Keys } from '../auth/secret.js';
import { type Claims, readToken } from '../auth/tokens.js';
import type { Switchboard } from '../calls/Switchboard.js';
import type { BusinessSocket } from './BusinessSocket.js';
import type { EndpointRegistry } from './EndpointRegistry.js';
import type { PageSocket } from './Page.js';

type Next = (error?: Error) => void;

/** Who knocks, from the token alone (C25); or the word that the door is closed with. */
async function claimsOf(
  keys: Keys,
  { protocol, token }: Readonly<Record<string, unknown>>,
): Promise<Claims | 'protocol' | 'unauthorized'> {
  if (protocol !== undefined && protocol !== PROTOCOL) return 'protocol';
  const handshake = tokenSchema.safeParse(token);
  return (handshake.success && (await readToken(keys, handshake.data))) || 'unauthorized';
}

/**
 * Socket.IO middleware that says who connects, from the token alone (C25), or refuses with `unauthorized` or `protocol`.
 *
 * An expired token is good for a page that is in a live call, for that call.
 */
export function identify(keys: Keys, registry: EndpointRegistry, switchboard: Switchboard) {
  return async (socket: PageSocket, next: Next): Promise<void> => {
    const { auth } = socket.handshake;
    const claims = await claimsOf(keys, auth);
    if (typeof claims === 'string') return next(new Error(claims));
    const { user, isExpired } = claims;
    if (user.role === 'business') return next(new Error('unauthorized'));
    const wanted = endpointIdSchema.safeParse(auth['endpointId']);
    const endpointId = wanted.success ? wanted.data : randomUUID();
    if (isExpired && !(await switchboard.isInCall(user.userId, endpointId))) return next(new Error('unauthorized'));
    if (!registry.hasRoomFor(user.userId, endpointId)) return next(new Error('too_many_endpoints'));
    socket.data = { user, endpointId, isExpired };
    next();
  };
}

/** The same for the operator's programs: a token of role `business` that is good now, and nothing else. */
export function identifyProgram(keys: Keys) {
  return async (socket: BusinessSocket, next: Next): Promise<void> => {
    const claims = await claimsOf(keys, socket.handshake.auth);
    if (typeof claims === 'string') return next(new Error(claims));
    if (claims.user.role !== 'business' || claims.isExpired) return next(new Error('unauthorized'));
    socket.data = { user: claims.user };
    next();
  };
}
