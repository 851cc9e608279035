import { CODES } from '@frontdesk/protocol';
import type { CallTables } from '../../src/calls/CallTables.js';
import { type Call, isLive, type LiveCall, partiesIn, type Started } from '../../src/calls/call.js';

/** What must hold of rooms with more than two in them. Worked out here anew, not by the rules of the server. */
export function roomFaults(tables: CallTables, customer: string | null): string[] {
  const calls = [...tables.calls.values()];
  return [
    ...calls.flatMap((call) => sideFaults(tables, call)),
    ...(customer === null ? [] : calls.flatMap((call) => customerFaults(call, customer))),
  ];
}

function sideFaults({ calls, sideOf }: CallTables, call: Call): string[] {
  const { callId, room } = call.asked;
  if (room === null || !isLive(call)) {
    const isListed = room !== null && sideOf.get(room.callId) === callId;
    return isListed ? [`[free] ${callId} is over and counts as in the room of ${room.callId}`] : [];
  }
  const faults: string[] = [];
  if (sideOf.get(room.callId) !== callId) faults.push(`[room] ${callId} is not the one side call of ${room.callId}`);
  const host = calls.get(room.callId);
  if (call.state === 'started' && host?.state === 'started' && call.roomId !== host.roomId) {
    faults.push(`[room] ${callId} is not in the room of ${room.callId}`);
  }
  // One that was taken up again waits for someone to hand over, by a command: its START was told before the server died.
  const isToHandOver = room.as === 'transfer' && !(call.state === 'started' && call.isTakenUp);
  const isOpen = host?.state === 'started' && partiesIn(host).includes(call.asked.caller.userId);
  if (isToHandOver && !isOpen) faults.push(`[room] ${callId} is to hand over ${room.callId}, which is over`);
  if (isToHandOver && call.state === 'started') faults.push(`[room] ${callId} has started and handed nothing over`);
  return faults;
}

/** The customer is in the call that has begun until someone ends it: a hand-over is no end of it. */
function customerFaults(call: Call, customer: string): string[] {
  const { callId, room } = call.asked;
  if (room !== null) return [];
  if (call.state === 'started') {
    const isIn = call.asked.callerEndpoint === customer || call.calleeEndpoint === customer;
    return isIn ? [] : [`[customer] is not in ${callId}, which has begun`];
  }
  const isBlown = call.state === 'finished' && call.startedAt !== null && call.code === CODES.transferred;
  return isBlown ? [`[customer] ${callId} has ended by being handed over`] : [];
}

/** Whether two pages are in one room, though not the two of one call: the third, and the one to whom the third was not called. */
export function isRoomPair({ calls, sideOf }: CallTables, call: Call | undefined, a: string, b: string): boolean {
  const hostId = call?.asked.room?.callId ?? call?.asked.callId ?? '';
  const [host, side] = [calls.get(hostId), calls.get(sideOf.get(hostId) ?? '')];
  if (host?.state !== 'started' || side?.state !== 'started' || side.asked.room?.as !== 'join') return false;
  const ends = endsOf(host);
  const stays = ends.find((page) => page !== side.asked.callerEndpoint);
  const isThird = (page: string) => page === side.calleeEndpoint;
  return ends.includes(side.asked.callerEndpoint) && ((isThird(a) && b === stays) || (isThird(b) && a === stays));
}

function endsOf(call: Started): readonly string[] {
  return [call.asked.callerEndpoint, call.calleeEndpoint];
}

/**
 * Whoever takes a place over talks in the room's side call as that is saved: nobody is put into a call after hanging up. To be
 * looked at just before the save.
 */
export function successionFaults(tables: CallTables, call: Call): string[] {
  const { callId } = call.asked;
  const before = tables.calls.get(callId);
  if (call.state !== 'started' || before?.state !== 'started' || call.left === before.left) return [];
  const side = tables.calls.get(tables.sideOf.get(callId) ?? '');
  const isIn = side?.state === 'started' && partiesIn(call).includes(side.callee.userId);
  return isIn ? [] : [`[room] a place in ${callId} goes to someone who talks to nobody in it`];
}

/** The pages to which a page should send signals of a started call, as the wire's contract says (C22, C29). */
export function peersAt({ calls, sideOf }: CallTables, call: LiveCall, endpointId: string): readonly string[] {
  if (call.state !== 'started') return [];
  const own = endsOf(call).filter((page) => page !== endpointId);
  const hostId = call.asked.room?.callId ?? call.asked.callId;
  const [host, side] = [calls.get(hostId), calls.get(sideOf.get(hostId) ?? '')];
  if (host?.state !== 'started' || side?.state !== 'started') return own;
  const [bringer, third] = [side.asked.callerEndpoint, side.calleeEndpoint];
  const isJoined = side.asked.room?.as === 'join' && endsOf(host).includes(bringer) && !endsOf(host).includes(third);
  // Who has brought the third hears of everybody by the host call.
  if (!isJoined || (call === side && endpointId === bringer)) return own;
  return [...endsOf(host), third].filter((page) => page !== endpointId).sort();
}
