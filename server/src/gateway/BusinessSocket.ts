import type { BusinessClientEvents, BusinessServerEvents, User } from '@frontdesk/protocol';
import type { Namespace, Socket } from 'socket.io';
import type { Member } from '../business/Member.js';

/** Where an operator's programs connect (section 5). */
export const BUSINESS = '/business';

interface BusinessData {
  /** Whom the token names: the program. */
  user: User;
}

export type BusinessNamespace = Namespace<
  BusinessClientEvents,
  BusinessServerEvents,
  Record<string, never>,
  BusinessData
>;
export type BusinessSocket = Socket<BusinessClientEvents, BusinessServerEvents, Record<string, never>, BusinessData>;

/** More questions than this at once are put to others: who has fallen so far behind answers none of them in time. */
const CAPACITY = 1_000;

/** A program on a socket, as one who can be asked. Its late answers are forgotten after `decideMs`, not kept for ever. */
export function memberOf(socket: BusinessSocket, decideMs: number): Member {
  return {
    name: socket.data.user.userId,
    capacity: CAPACITY,
    ask: (call) =>
      new Promise((resolve, reject) => {
        socket.timeout(decideMs).emit('call:decide', { call }, (error, answer) => {
          if (error) reject(error);
          else resolve(answer);
        });
      }),
  };
}
