import { CODES, type EndedBy } from '@frontdesk/protocol';
import { allOf, calleeOf, callerOf } from './addresses.js';
import type { Call, Finished, LiveCall, Ringing, Started } from './call.js';
import { findInCall, findWhileRinging, loseInCall, loseWhileRinging } from './lostAndFound.js';
import type { CallEvent, Effect, Step, TimerName, Words } from './step.js';

type OfType<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;
type InState<S extends Call['state']> = Extract<Call, { state: S }>;

/** A missing cell is a move that the rules forbid. */
type TransitionTable = {
  readonly [S in Call['state']]: {
    readonly [T in CallEvent['type']]?: (call: InState<S>, event: OfType<T>) => Step;
  };
};

/** What is known of a call before anything is done about it. */
export type Asked = Omit<Ringing, 'version' | 'state' | 'ringingAt' | 'expiresAt' | 'rang' | 'lost'>;

const SILENT: Words = { param: 0, text: '' };

// Calls are copied field by field throughout: three times a call, and a spread of this many fields costs ten times as much.

/** The whole of what can happen to a call, by state and event. `docs/call-states.md` is printed from it. */
const TRANSITIONS = {
  ringing: {
    accepted: start,
    rejected: reject,
    canceled: cancel,
    hungUp: (call, event) =>
      event.side === 'caller' ? cancel(call, event) : reject(call, { ...event, code: CODES.rejected }),
    lost: loseWhileRinging,
    found: findWhileRinging,
    timeUp: runOut,
  },
  started: {
    // The accept again, its acknowledgment was lost (C18): nothing new.
    accepted: (call) => ({ call, effects: [] }),
    // Refusing what one has just accepted, and canceling what was just accepted (C14), end the call.
    rejected: (call, event) => end(call, { by: 'callee', code: event.code, at: event.at, words: event }),
    canceled: (call, event) => end(call, { by: 'caller', code: CODES.canceled, at: event.at, words: event }),
    hungUp: (call, event) => end(call, { by: event.side, code: event.code, at: event.at, words: event }),
    lost: loseInCall,
    found: findInCall,
    timeUp: runOut,
  },
  finished: {},
} satisfies TransitionTable;

/**
 * What becomes of a call when something happens to it. Pure: the same call and event give the same step.
 *
 * Answers null for a move that the rules forbid (two people hang up at once every day).
 */
export function transition(call: Call, event: CallEvent): Step | null {
  const cells: Partial<Record<CallEvent['type'], (call: never, event: never) => Step>> = TRANSITIONS[call.state];
  const cell = cells[event.type];
  return cell ? cell(call as never, event as never) : null;
}

/** A call that rings: every page of the callee is told, and the caller that it was delivered (C5). */
export function ring(call: Asked & Pick<Ringing, 'ringingAt' | 'expiresAt' | 'rang'>): Step {
  const ringing: Ringing = {
    callId: call.callId,
    version: 1,
    caller: call.caller,
    callerEndpoint: call.callerEndpoint,
    callee: call.callee,
    flags: call.flags,
    param: call.param,
    text: call.text,
    requestedAt: call.requestedAt,
    state: 'ringing',
    ringingAt: call.ringingAt,
    expiresAt: call.expiresAt,
    rang: call.rang,
    lost: { caller: null, callee: null },
  };
  return {
    call: ringing,
    effects: [
      { type: 'startTimer', timer: 'ring', at: call.expiresAt },
      { type: 'tell', to: allOf(call.callee), news: 'request', code: CODES.ok, param: call.param, text: call.text },
      { type: 'tell', to: callerOf(call), news: 'reply', code: CODES.ok, ...SILENT },
    ],
  };
}

/** A call that never rang: the caller is told why, the callee hears nothing (C1, C3). */
export function refuse(call: Asked & Pick<Finished, 'code' | 'finishedAt'>): Step {
  const finished: Finished = {
    ...call,
    version: 1,
    state: 'finished',
    endedBy: 'server',
    ringingAt: null,
    startedAt: null,
    roomId: null,
    calleeEndpoint: null,
    rang: [],
  };
  return { call: finished, effects: [{ type: 'tell', to: callerOf(call), news: 'reply', code: call.code, ...SILENT }] };
}

function start(call: Ringing, event: OfType<'accepted'>): Step {
  const started: Started = {
    callId: call.callId,
    version: call.version + 1,
    caller: call.caller,
    callerEndpoint: call.callerEndpoint,
    callee: call.callee,
    flags: call.flags,
    param: call.param,
    text: call.text,
    requestedAt: call.requestedAt,
    state: 'started',
    ringingAt: call.ringingAt,
    startedAt: event.at,
    roomId: event.roomId,
    calleeEndpoint: event.endpointId,
    rang: call.rang,
    // The page that accepts is there, whatever was thought of it; the caller's may still be away.
    lost: { caller: call.lost.caller, callee: null },
  };
  const effects: Effect[] = [{ type: 'stopTimer', timer: 'ring' }];
  if (call.lost.callee !== null) effects.push({ type: 'stopTimer', timer: 'calleeGrace' });
  const words = { param: event.roomId, text: event.text };
  effects.push(
    { type: 'tellStart', to: callerOf(call), ...words },
    { type: 'tellStart', to: { userId: call.callee.userId, endpointId: event.endpointId }, ...words },
    elsewhere(call, event.endpointId),
  );
  return { call: started, effects };
}

function reject(call: Ringing, event: Omit<OfType<'rejected'>, 'type'>): Step {
  const step = finish(call, { by: 'callee', code: event.code, at: event.at });
  return {
    call: step.call,
    effects: [
      ...step.effects,
      { type: 'tell', to: callerOf(call), news: 'reply', code: event.code, param: event.param, text: event.text },
      elsewhere(call, event.endpointId),
    ],
  };
}

function cancel(call: Ringing, event: { endpointId: string; at: number } & Words): Step {
  const step = finish(call, { by: 'caller', code: CODES.canceled, at: event.at });
  const reply = { type: 'tell', news: 'reply', code: CODES.canceled, param: event.param, text: event.text } as const;
  const effects: Effect[] = [...step.effects, { ...reply, to: allOf(call.callee) }];
  // Another page of the caller's may cancel; then the one that dialed must hear of it.
  if (event.endpointId !== call.callerEndpoint) effects.push({ ...reply, to: callerOf(call) });
  return { call: step.call, effects };
}

/** No answer in time (C9), or a page that did not come back in time (C19). A timer that was overtaken changes nothing. */
function runOut(call: LiveCall, { timer, at }: OfType<'timeUp'>): Step {
  const due =
    timer === 'ring'
      ? call.state === 'ringing' && call.expiresAt
      : call.lost[timer === 'callerGrace' ? 'caller' : 'callee'];
  if (due !== at) return { call, effects: [] };
  return end(call, { by: 'server', code: timer === 'ring' ? CODES.timeout : CODES.disconnected, at, words: SILENT });
}

/** The end of a call that both sides are told of: by REPLY before the start, by FINISH after it (C10, C11). */
function end(call: LiveCall, how: { by: EndedBy; code: number; at: number; words: Words }): Step {
  const step = finish(call, how);
  const news = {
    type: 'tell',
    news: call.state === 'started' ? 'finish' : 'reply',
    code: how.code,
    param: how.words.param,
    text: how.words.text,
  } as const;
  const callee = call.state === 'started' ? calleeOf(call) : allOf(call.callee);
  return { call: step.call, effects: [...step.effects, { ...news, to: callerOf(call) }, { ...news, to: callee }] };
}

/** The finished call; every timer of it is stopped (C13). */
function finish(call: LiveCall, how: { by: EndedBy; code: number; at: number }): Step {
  const timers: TimerName[] = call.state === 'ringing' ? ['ring'] : [];
  if (call.lost.caller !== null) timers.push('callerGrace');
  if (call.lost.callee !== null) timers.push('calleeGrace');
  const finished: Finished = {
    callId: call.callId,
    version: call.version + 1,
    caller: call.caller,
    callerEndpoint: call.callerEndpoint,
    callee: call.callee,
    flags: call.flags,
    param: call.param,
    text: call.text,
    requestedAt: call.requestedAt,
    state: 'finished',
    ringingAt: call.ringingAt,
    startedAt: call.state === 'started' ? call.startedAt : null,
    roomId: call.state === 'started' ? call.roomId : null,
    calleeEndpoint: call.state === 'started' ? call.calleeEndpoint : null,
    rang: call.rang,
    code: how.code,
    endedBy: how.by,
    finishedAt: how.at,
  };
  return { call: finished, effects: timers.map((timer) => ({ type: 'stopTimer', timer })) };
}

/** The callee's other pages stop ringing (C7). */
function elsewhere(call: Ringing, endpointId: string): Effect {
  const to = { userId: call.callee.userId, allBut: endpointId };
  return { type: 'tell', to, news: 'reply', code: CODES.answeredElsewhere, ...SILENT };
}
