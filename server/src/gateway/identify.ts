import { randomUUID } from 'node:crypto';
import { PROTOCOL } from '@frontdesk/protocol';
import { endpointIdSchema, tokenSchema } from '@frontdesk/protocol/schemas';
import type { Keys } from '../auth/secret.js';
import { readToken } from '../auth/tokens.js';
import type { Switchboard } from '../calls/Switchboard.js';
import type { EndpointRegistry } from './EndpointRegistry.js';
import type { PageSocket } from './Page.js';

/**
 * Socket.IO middleware that says who connects, from the token alone (C25), or refuses with `unauthorized` or `protocol`.
 *
 * An expired token is good for a page that is in a live call, for that call.
 */
export function identify(keys: Keys, registry: EndpointRegistry, switchboard: Switchboard) {
  return async (socket: PageSocket, next: (error?: Error) => void): Promise<void> => {
    const { protocol, token, endpointId: given } = socket.handshake.auth;
    if (protocol !== undefined && protocol !== PROTOCOL) return next(new Error('protocol'));
    const handshake = tokenSchema.safeParse(token);
    const claims = handshake.success ? await readToken(keys, handshake.data) : null;
    if (!claims || claims.user.role === 'business') return next(new Error('unauthorized'));
    const wanted = endpointIdSchema.safeParse(given);
    const endpointId = wanted.success ? wanted.data : randomUUID();
    const { user, isExpired } = claims;
    if (isExpired && !(await switchboard.isInCall(user.userId, endpointId))) return next(new Error('unauthorized'));
    if (!registry.hasRoomFor(user.userId, endpointId)) return next(new Error('too_many_endpoints'));
    socket.data = { user, endpointId, isExpired };
    next();
  };
}
