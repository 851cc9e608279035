import {
  type CallSnapshot,
  type ChatMessage,
  CODES,
  type Decision,
  QUEUE_PREFIX,
  type QualityNews,
  type RecordEvent,
} from '@frontdesk/protocol';
import { type Call, calleeOf, type Party } from '../calls/call.js';
import type { CallWatcher, Clock, Decider, QualityKeeper, Watchers } from '../calls/ports.js';
import { lengthsOf, type Moment } from './lengths.js';
import type { CallStep, Participant, ToKeep } from './RecordEntry.js';
import { eventsOf } from './timeline.js';

const STAFF: ReadonlySet<string | null> = new Set(['agent', 'supervisor', 'admin']);
const NOTHING_TOLD: Told = { callId: '', code: CODES.ok, text: '' };

/** What programs were told last of a call. */
interface Told {
  readonly callId: string;
  readonly code: number;
  readonly text: string;
}

/** What is kept of a live call between its steps. */
interface Known {
  call: Call;
  /** What its lengths are made of. */
  readonly moments: Moment[];
  /** The names of those who came into its room beside the two. */
  readonly thirds: Map<string, string>;
  /** An earlier run has the rest of its timeline. */
  readonly isTakenUp: boolean;
}

/**
 * Makes entries of the records of all that happens to calls: it watches each step, hears what programs are told, and keeps
 * nothing but the calls that live. Costs a call some µs, and none waits for it.
 */
export class Recorder {
  readonly #keep: (it: ToKeep) => void;
  readonly #clock: Clock;
  readonly #live = new Map<string, Known>();
  readonly #decided = new Map<string, 'business' | 'server'>();
  #told: Told = NOTHING_TOLD;

  constructor(keep: (it: ToKeep) => void, clock: Clock) {
    this.#keep = keep;
    this.#clock = clock;
  }

  /** Each step that a call has taken. */
  readonly watch: CallWatcher = (before, after) => {
    const { callId } = after.asked;
    const decidedBy = this.#decided.get(callId) ?? 'server';
    const told = this.#told.callId === callId ? this.#told : NOTHING_TOLD;
    this.#told = NOTHING_TOLD;
    if (before?.state === 'deciding' && after.state !== 'deciding') this.#decided.delete(callId);
    const known = this.#know(before, after);
    const events = eventsOf(before, after, { at: this.#clock.now(), told, decidedBy });
    for (const event of events) known.moments.push(momentOf(event));
    const isStep = before === null || before.state !== after.state || events.some(({ kind }) => kind === 'handedOver');
    if (events.length > 0) this.#keep(isStep ? stepWith(before, after, known, events) : { callId, events });
    this.#watchRoom(before, after);
  };

  /** What programs are told: words of refusals and ends, and what people write. */
  readonly hear: Watchers['tell'] = (name, news) => {
    if (name === 'call:message') this.#hearMessage(news as ChatMessage);
    if (name !== 'call:reply' && name !== 'call:finish') return;
    const { call, code, text } = news as { call: CallSnapshot; code: number; text: string };
    this.#told = { callId: call.callId, code, text };
  };

  /** How good a call was, as one side measured it. */
  readonly quality: QualityKeeper = ({ callId, side, quality }: QualityNews) => {
    this.#keep({ callId, events: [{ at: this.#clock.now(), kind: 'quality', side, quality }] });
  };

  /** A decider whose decisions are noted. */
  noting(decider: Decider): Decider {
    const decided = this.#decided;
    return {
      get isAttached() {
        return decider.isAttached;
      },
      isClaimed: (dialed) => decider.isClaimed?.(dialed) ?? false,
      async decide(call: CallSnapshot, isOver: AbortSignal): Promise<Decision | null> {
        const decision = await decider.decide(call, isOver);
        if (decision && !isOver.aborted) decided.set(call.callId, 'business');
        return decision;
      },
    };
  }

  #know(before: Call | null, after: Call): Known {
    const { callId } = after.asked;
    const isTakenUp = before === null && after.state === 'started';
    const known = this.#live.get(callId) ?? { call: after, moments: [], thirds: new Map(), isTakenUp };
    known.call = after;
    if (after.state === 'finished') this.#live.delete(callId);
    else this.#live.set(callId, known);
    return known;
  }

  /** Whoever comes by a call of their own into the room of another, or goes, is in the other's timeline. */
  #watchRoom(before: Call | null, after: Call): void {
    const { room } = after.asked;
    const known = room && this.#live.get(room.callId);
    if (!room || known?.call.state !== 'started') return;
    const host = known.call;
    const was = before?.state === 'started' && before.asked.room?.as === 'join';
    const is = after.state === 'started' && room.as === 'join';
    if (was === is) return;
    const { callId } = after.asked;
    const [at, callee] = [this.#clock.now(), calleeOf(after)];
    const who = { userId: callee.userId, name: callee.name };
    if (is) {
      const { userId, name } = after.asked.caller;
      known.thirds.set(who.userId, who.name);
      const event = { at, kind: 'joined', who, by: { userId, name }, callId } as const;
      this.#keep({ callId: room.callId, events: [event], people: [participant(callee)] });
    } else if (![host.asked.caller.userId, host.callee.userId].includes(callee.userId)) {
      // One who has taken a place in it is not gone.
      known.moments.push({ at, kind: 'left', who: who.userId });
      this.#keep({ callId: room.callId, events: [{ at, kind: 'left', who, callId }] });
    }
  }

  #hearMessage(message: ChatMessage): void {
    const { callId, at, notice } = message;
    const by = this.#somebody(callId, message.from);
    if (notice === null || notice === 'snapshot') {
      const hasChat = message.kind !== 'notice';
      this.#keep({
        callId,
        events: [{ at, kind: 'message', message }],
        ...(hasChat ? { facts: { has_chat: 1 } } : {}),
      });
      return;
    }
    const kind = notice === 'hold' ? 'held' : 'resumed';
    this.#live.get(callId)?.moments.push({ at, kind, who: by.userId });
    this.#keep({ callId, events: [{ at, kind, by }] });
  }

  #somebody(callId: string, userId: string): { userId: string; name: string } {
    const known = this.#live.get(callId);
    const parties = known ? [known.call.asked.caller, calleeOf(known.call)] : [];
    const name = parties.find((party) => party.userId === userId)?.name ?? known?.thirds.get(userId);
    return { userId, name: name ?? userId };
  }
}

function momentOf(event: RecordEvent): Moment {
  return { at: event.at, kind: event.kind, who: event.kind === 'handedOver' ? event.from.userId : null };
}

/** What a step says of a call, with what happened in it. */
function stepWith(
  before: Call | null,
  after: Call,
  { moments, isTakenUp }: Known,
  events: readonly RecordEvent[],
): ToKeep {
  const { callId } = after.asked;
  const isOver = after.state === 'finished';
  const step = stepOf(after, isOver && !isTakenUp ? lengthsOf(moments) : { ringMs: 0, holdMs: 0 });
  const kept = { callId, events, step, people: newPeople(before, after) };
  return isOver && isTakenUp ? { ...kept, isToBeMeasured: true } : kept;
}

/** Who takes part since this step: the caller and whoever was dialed from the first on, a callee once it has started. */
function newPeople(before: Call | null, after: Call): readonly Participant[] {
  const people = [participant(calleeOf(after))];
  if (before === null || before.asked !== after.asked) people.push(participant(after.asked.caller));
  return before === null || after.state === 'started' ? people.filter((each) => !isQueue(each.user_id)) : [];
}

function participant({ userId, name, role }: Party): Participant {
  return { user_id: userId, name, role };
}

function stepOf(call: Call, { ringMs, holdMs }: ReturnType<typeof lengthsOf>): CallStep {
  const { callId, caller, dialed, requestedAt } = call.asked;
  const callee = calleeOf(call);
  const hasStarted = call.state === 'started' || (call.state === 'finished' && call.startedAt !== null);
  const agent = hasStarted ? ([callee, caller].find(({ role }) => STAFF.has(role)) ?? null) : null;
  const end = call.state === 'finished' ? call : null;
  const { room } = call.asked;
  return {
    call_id: callId,
    state: call.state,
    caller_id: caller.userId,
    caller_name: caller.name,
    caller_role: caller.role,
    callee_id: callee.userId,
    callee_name: callee.name,
    callee_role: callee.role,
    agent_id: agent?.userId ?? null,
    agent_name: agent?.name ?? null,
    agent_role: agent?.role ?? null,
    queue_id: isQueue(dialed.userId) ? dialed.userId.slice(QUEUE_PREFIX.length) : null,
    room_call_id: room?.callId ?? null,
    room_as: room?.as ?? null,
    code: end?.code ?? null,
    ended_by: end?.endedBy ?? null,
    requested_at: requestedAt,
    started_at: hasStarted ? call.startedAt : null,
    finished_at: end?.finishedAt ?? null,
    ring_ms: ringMs,
    hold_ms: holdMs,
  };
}

function isQueue(userId: string): boolean {
  return userId.startsWith(QUEUE_PREFIX);
}
