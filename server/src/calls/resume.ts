import type { CallSnapshot } from '@frontdesk/protocol';
import { other } from './addresses.js';
import type { Answer } from './answer.js';
import { takeUp } from './beginnings.js';
import type { CallPorts, CallSettings } from './CallPorts.js';
import { ATTEMPTS, type CallRunner } from './CallRunner.js';
import { isLive, partiesIn } from './call.js';
import type { TicketCall } from './ports.js';
import { type Actor, NO_SUCH_CALL, peerOf, sideOf } from './rules.js';
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
  const { ports, runner } = parts;
  const held = ports.grants.redeem(ticket, from);
  if (!held) return answer(NO_SUCH_CALL);
  const { callId } = held.asked;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const call = await ports.store.find(callId);
    if (call) {
      return runner.apply(
        callId,
        (now) => {
          const side = sideOf(now, from.userId);
          // Of this run's tickets none can be ahead of the call itself.
          const version = held.isFromThisRun ? 0 : held.version;
          return side && peerOf(now, from) ? { type: 'resumed', side, version } : NO_SUCH_CALL;
        },
        answer,
      );
    }
    // What this run of the server made and does not know any more is over, as is what the ledger says.
    if (held.isFromThisRun || ports.ledger.hasEnded(callId)) return answer(NO_SUCH_CALL);
    if (!(await freeBoth(parts, held))) return answer(NO_SUCH_CALL);
    if (await runner.begin(stepOf(parts, held, from), null, answer)) return;
  }
  throw new Error(`call ${callId} could not be taken up in ${ATTEMPTS} attempts`);
}

function stepOf({ ports, settings }: Parts, held: TicketCall, from: Actor): Step {
  const now = ports.clock.now();
  const { asked, callee, calleeEndpoint, ringingAt, startedAt, roomId } = held;
  const side = asked.caller.userId === from.userId ? 'caller' : 'callee';
  const version = Math.max(held.version + 1, Math.floor((now - startedAt) / VERSION_MS));
  const facts = { asked, version, callee, calleeEndpoint, ringingAt, startedAt, roomId };
  return takeUp(facts, other(side), now + settings.graceCallMs);
}

/** Two people who talk come before whatever else began to ring for one of them since the restart. False if one talks in another call. */
async function freeBoth({ ports, runner }: Parts, { asked, callee }: TicketCall): Promise<boolean> {
  for (const userId of [asked.caller.userId, callee.userId]) {
    const inWay = await ports.store.liveCallOf(userId);
    // The other side may be taking up this very call.
    if (!inWay || inWay.asked.callId === asked.callId) continue;
    if (inWay.state === 'started') return false;
    const at = ports.clock.now();
    await runner.apply(inWay.asked.callId, (call) =>
      isLive(call) && call.state !== 'started' && partiesIn(call).includes(userId)
        ? { type: 'overtaken', userId, at }
        : NO_SUCH_CALL,
    );
  }
  return true;
}
