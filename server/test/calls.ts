import { randomUUID } from 'node:crypto';
import type { CallSnapshot, CommandInput, PartySnapshot, StartNews } from '@frontdesk/protocol';
import { expect } from 'vitest';
import type { Person } from './Person.js';

/** Any moment since the tests began to be written, in epoch ms. */
export const TIME: number = expect.toSatisfy(
  (time: unknown) => Number.isSafeInteger(time) && (time as number) > 1.7e12,
) as number;

/** A room id: a positive 31-bit integer. */
const ROOM: number = expect.toSatisfy(
  (room: unknown) => Number.isInteger(room) && (room as number) > 0 && (room as number) < 2 ** 31,
) as number;

/** A request as a client writes it, with a fresh `requestId`. */
export function requestTo(to: string, more: Partial<CommandInput<'call:request'>> = {}): CommandInput<'call:request'> {
  return { to, requestId: randomUUID(), ...more };
}

/** Dials; the call as it rings. Both sides have been told when this resolves. */
export async function ring(
  caller: Person,
  callee: Person,
  more: Partial<CommandInput<'call:request'>> = {},
): Promise<CallSnapshot> {
  const call = await caller.does('call:request', requestTo(callee.userId, more));
  await callee.next('call:request', (news) => news.call.callId === call.callId);
  await caller.next('call:reply', (news) => news.call.callId === call.callId);
  return call;
}

/** Accepts a ringing call; the news that each side began with. */
export async function accept(
  call: CallSnapshot,
  caller: Person,
  callee: Person,
): Promise<{ caller: StartNews; callee: StartNews }> {
  await callee.does('call:reply', { callId: call.callId, code: 0 });
  const isIt = (news: StartNews) => news.call.callId === call.callId;
  return { caller: await caller.next('call:start', isIt), callee: await callee.next('call:start', isIt) };
}

/** Dials and accepts; the started call. */
export async function talk(caller: Person, callee: Person): Promise<CallSnapshot> {
  const call = await ring(caller, callee);
  return (await accept(call, caller, callee)).caller.call;
}

/** Someone as a party of a call, bound to this page or, with null, not yet. */
function partyOf(person: Person, endpointId: string | null = person.endpointId): PartySnapshot {
  return { ...person.ready.user, endpointId };
}

/** A whole ringing call, to compare with. */
export function ringingCall(caller: Person, callee: Person, more: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    callId: expect.any(String) as string,
    version: 1,
    state: 'ringing',
    caller: partyOf(caller),
    callee: partyOf(callee, null),
    flags: 3,
    param: 0,
    text: '',
    roomId: null,
    room: null,
    code: null,
    endedBy: null,
    requestedAt: TIME,
    ringingAt: TIME,
    startedAt: null,
    finishedAt: null,
    expiresAt: TIME,
    ...more,
  };
}

/** A whole started call, to compare with. */
export function startedCall(caller: Person, callee: Person, more: Partial<CallSnapshot> = {}): CallSnapshot {
  return ringingCall(caller, callee, {
    version: 2,
    state: 'started',
    callee: partyOf(callee),
    roomId: ROOM,
    startedAt: TIME,
    expiresAt: null,
    ...more,
  });
}

/** A whole call that ended before it started, to compare with. */
export function missedCall(caller: Person, callee: Person, more: Partial<CallSnapshot>): CallSnapshot {
  return ringingCall(caller, callee, { version: 2, state: 'finished', finishedAt: TIME, expiresAt: null, ...more });
}

/** A whole call that ended after it started, to compare with. */
export function endedCall(caller: Person, callee: Person, more: Partial<CallSnapshot>): CallSnapshot {
  return startedCall(caller, callee, { version: 3, state: 'finished', finishedAt: TIME, ...more });
}

/** The error of section 2's one answer for a call that is not there, not one's own, or over. */
export const NOT_IN_CALL = { code: 100107, name: 'not_in_call', message: expect.any(String) as string } as const;
