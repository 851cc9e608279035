import type { CallTables } from './CallTables.js';
import { type Call, isLive, type LiveCall, partiesIn } from './call.js';

/**
 * Whether a call may be there as it is, beside all others: those in it are in no other live call, but for one made into the
 * room of the other (C2); its room is its own, or its host's; and it was made into a room that it may be made into (C27).
 */
export function fits(tables: CallTables, call: Call, before: Call | undefined): boolean {
  if (!isLive(call)) return true;
  if (!isRoomFree(tables, call) || (before === undefined && !mayBegin(tables, call))) return false;
  const parties = partiesIn(call);
  if (!parties.every((userId) => isFreeFor(tables, call, userId))) return false;
  if (before?.state !== 'started') return true;
  // Nobody comes into a started call but one who talks in its room already: whoever has hung up there stays out (C34).
  const were = partiesIn(before);
  return parties.every((userId) => were.includes(userId) || talksIn(tables, call.asked.callId, userId));
}

function isRoomFree({ rooms, calls }: CallTables, call: LiveCall): boolean {
  if (call.state !== 'started') return true;
  const { callId, room } = call.asked;
  const holder = rooms.get(call.roomId) ?? callId;
  return holder === callId || holder === room?.callId || calls.get(holder)?.asked.room?.callId === callId;
}

function isFreeFor({ live, aside, calls }: CallTables, call: LiveCall, userId: string): boolean {
  const { callId, room, caller } = call.asked;
  const [own, side] = [live.get(userId) ?? null, aside.get(userId) ?? null];
  if (room !== null) {
    // Its caller is in the host call, and so is its callee once that one has taken over there.
    const mayHaveHost = userId === caller.userId || call.state === 'started';
    return (side ?? callId) === callId && (own === null || (mayHaveHost && own === room.callId));
  }
  const isIntoThis = side === null || (call.state === 'started' && calls.get(side)?.asked.room?.callId === callId);
  return (own ?? callId) === callId && isIntoThis;
}

/** A side call begins while its host is started and has its caller in it, one at a time; or it is taken up, with or without that. */
function mayBegin({ calls, live, sideOf }: CallTables, { state, asked }: LiveCall): boolean {
  const { callId, room, caller } = asked;
  if (room === null) return true;
  if ((sideOf.get(room.callId) ?? callId) !== callId) return false;
  if (state === 'started') return true;
  return calls.get(room.callId)?.state === 'started' && live.get(caller.userId) === room.callId;
}

function talksIn({ aside, calls }: CallTables, callId: string, userId: string): boolean {
  const side = calls.get(aside.get(userId) ?? '');
  return side?.state === 'started' && side.asked.room?.callId === callId;
}
