import { type CallSnapshot, CODES } from '@frontdesk/protocol';
import { other } from './addresses.js';
import type { Answer } from './answer.js';
import { takeUp } from './beginnings.js';
import type { CallPorts, CallSettings } from './CallPorts.js';
import { ATTEMPTS, type CallRunner } from './CallRunner.js';
import { type Asked, isLive, type PageAddress, partiesIn } from './call.js';
import type { CallFacts, TicketCall } from './ports.js';
import { type Actor, NO_SUCH_CALL, peerOf, sideOf } from './rules.js';
import { snapshot } from './snapshot.js';
import type { Step } from './step.js';

/**
 * One version for each so many ms since the start, at least, of a call that is taken up. A page may have seen versions
 * that its ticket does not tell of, also from a take-up before this one; nobody makes ten steps a second for long.
 */
const VERSION_MS = 100;

interface Parts {
  readonly ports: CallPorts;
  readonly settings: CallSettings;
  readonly runner: CallRunner;
}

/** Takes a call up again from a ticket, if the server has forgotten it; otherwise shows it (C20). */
export async function resume(parts: Parts, from: Actor, ticket: string, answer: Answer<CallSnapshot>): Promise<void> {
  const { ledger, grants, store } = parts.ports;
  const held = grants.redeem(ticket, from);
  if (!held) return answer(NO_SUCH_CALL);
  const host = held.asked.room && ledger.handedOverAs(held.asked.room.callId);
  const isForgotten = host && isSuccessor(host, held) && !(await store.find(held.asked.callId));
  if (isForgotten) return succeed(parts, from, host, answer);
  await takeUpFor(parts, from, held, answer);
}

/** A ticket that is older than a hand-over names one who has left: who is in the call now is on disk (C35). */
async function takeUpFor(parts: Parts, from: Actor, ticket: TicketCall, answer: Answer<CallSnapshot>): Promise<void> {
  const { ports, runner } = parts;
  const { callId } = ticket.asked;
  const held = { ...ticket, ...ports.ledger.handedOverAs(callId), version: ticket.version };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const call = await ports.store.find(callId);
    if (call) {
      return runner.apply(
        callId,
        (now) => {
          const side = sideOf(now, from.userId);
          // Of this run's tickets none can be ahead of the call itself.
          const version = ticket.isFromThisRun ? 0 : ticket.version;
          return side && peerOf(now, from) ? { type: 'resumed', side, version } : NO_SUCH_CALL;
        },
        answer,
      );
    }
    // What this run of the server made and does not know any more is over, as is what the ledger says.
    if (ticket.isFromThisRun || ports.ledger.hasEnded(callId) || !isBound(held, from)) return answer(NO_SUCH_CALL);
    if (!(await freeBoth(parts, held))) return answer(NO_SUCH_CALL);
    if (await runner.begin(stepOf(parts, held, from), null, answer)) return;
  }
  throw new Error(`call ${callId} could not be taken up in ${ATTEMPTS} attempts`);
}

/** Whether this call was made into the room of a call that was then handed over to its callee: that one goes on, this is over. */
function isSuccessor(host: CallFacts, { asked, callee, calleeEndpoint }: TicketCall): boolean {
  return (
    isBound(host, { userId: callee.userId, endpointId: calleeEndpoint }) &&
    !isBound(host, { userId: asked.caller.userId, endpointId: asked.callerEndpoint })
  );
}

/** Whoever took over may not have heard of it before the server died: the ticket of the side call opens the way (C35). */
async function succeed(parts: Parts, from: Actor, host: CallFacts, answer: Answer<CallSnapshot>): Promise<void> {
  const { store, endpoints, grants } = parts.ports;
  answer(NO_SUCH_CALL);
  if (!isBound(host, from)) return;
  let isThere = false;
  await takeUpFor(parts, from, { ...host, isFromThisRun: false }, ({ ok }) => {
    isThere = ok;
  });
  const call = isThere ? await store.find(host.asked.callId) : undefined;
  if (call?.state !== 'started' || !peerOf(call, from)) return;
  const { ticket, iceServers, icePolicy } = grants.grant(call, from);
  const news = { call: snapshot(call), code: CODES.ok, param: call.roomId, text: '', ticket, iceServers, icePolicy };
  endpoints.tell(from, 'call:start', news);
}

function isBound({ asked, callee, calleeEndpoint }: CallFacts, { userId, endpointId }: PageAddress): boolean {
  const isCaller = asked.caller.userId === userId && asked.callerEndpoint === endpointId;
  return isCaller || (callee.userId === userId && calleeEndpoint === endpointId);
}

function stepOf({ ports, settings }: Parts, held: CallFacts, from: Actor): Step {
  const now = ports.clock.now();
  const { asked, callee, calleeEndpoint, ringingAt, startedAt, roomId } = held;
  const side = asked.caller.userId === from.userId ? 'caller' : 'callee';
  const version = Math.max(held.version + 1, Math.floor((now - startedAt) / VERSION_MS));
  const facts = { asked, version, callee, calleeEndpoint, ringingAt, startedAt, roomId };
  return takeUp(facts, other(side), now + settings.graceCallMs);
}

/** Two people who talk come before whatever else began to ring for one of them since the restart. False if one talks in another call. */
async function freeBoth({ ports, runner }: Parts, { asked, callee }: CallFacts): Promise<boolean> {
  for (const userId of [asked.caller.userId, callee.userId]) {
    for (const inWay of await ports.store.liveCallsOf(userId)) {
      if (isOfOneRoom(inWay.asked, asked)) continue;
      if (inWay.state === 'started') return false;
      const at = ports.clock.now();
      await runner.apply(inWay.asked.callId, (call) =>
        isLive(call) && call.state !== 'started' && partiesIn(call).includes(userId)
          ? { type: 'overtaken', userId, at }
          : NO_SUCH_CALL,
      );
    }
  }
  return true;
}

/** Whether it is the same call, which the other side may be taking up just now, or one of the two is in the room of the other. */
function isOfOneRoom(one: Asked, two: Asked): boolean {
  return one.callId === two.callId || one.room?.callId === two.callId || two.room?.callId === one.callId;
}
