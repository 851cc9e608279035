import { CODES, type EndedBy, type Side } from '@frontdesk/protocol';
import type { Call, Finished, LiveCall, Ringing, Started } from './call.js';
import type { Address, CallEvent, Effect, Step, TimerName, Words } from './step.js';

type OfType<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;
type InState<S extends Call['state']> = Extract<Call, { state: S }>;

/** A missing cell is a move that the rules forbid. */
type TransitionTable = {
  readonly [S in Call['state']]: {
    readonly [T in CallEvent['type']]?: (call: InState<S>, event: OfType<T>) => Step;
  };
};

const SILENT: Words = { param: 0, text: '' };

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
export function ring(call: Omit<Ringing, 'state' | 'version' | 'lost'>): Step {
  return {
    call: { ...call, state: 'ringing', version: 1, lost: { caller: null, callee: null } },
    effects: [
      { type: 'startTimer', timer: 'ring', at: call.expiresAt },
      { type: 'tell', to: allOf(call.callee), news: 'request', code: CODES.ok, param: call.param, text: call.text },
      { type: 'tell', to: callerOf(call), news: 'reply', code: CODES.ok, ...SILENT },
    ],
  };
}

/** A call that never rang: the caller is told why, the callee hears nothing (C1, C3). */
export function refuse(
  call: Omit<
    Finished,
    'state' | 'version' | 'endedBy' | 'ringingAt' | 'startedAt' | 'roomId' | 'calleeEndpoint' | 'rang'
  >,
): Step {
  return {
    call: {
      ...call,
      state: 'finished',
      version: 1,
      endedBy: 'server',
      ringingAt: null,
      startedAt: null,
      roomId: null,
      calleeEndpoint: null,
      rang: [],
    },
    effects: [{ type: 'tell', to: callerOf(call), news: 'reply', code: call.code, ...SILENT }],
  };
}

function start(call: Ringing, event: OfType<'accepted'>): Step {
  const started: Started = {
    ...base(call),
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
    ...base(call),
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

/** What every state has, one version on. Written out: this is copied twice a call, and a rest pattern costs ten times that. */
function base(call: LiveCall): Omit<Ringing, 'state' | 'ringingAt' | 'expiresAt' | 'rang' | 'lost'> {
  return {
    callId: call.callId,
    version: call.version + 1,
    caller: call.caller,
    callerEndpoint: call.callerEndpoint,
    callee: call.callee,
    flags: call.flags,
    param: call.param,
    text: call.text,
    requestedAt: call.requestedAt,
  };
}

function loseWhileRinging(call: Ringing, { side, until }: OfType<'lost'>): Step {
  const news: Effect =
    side === 'caller'
      ? { type: 'tellPeer', to: allOf(call.callee), endpointId: call.callerEndpoint, connected: false }
      : { type: 'tellPeer', to: callerOf(call), endpointId: null, connected: false };
  return lose(call, side, until, news);
}

function loseInCall(call: Started, { side, endpointId, until }: OfType<'lost'>): Step {
  if (addressOf(call, side).endpointId !== endpointId) return { call, effects: [] };
  return lose(call, side, until, {
    type: 'tellPeer',
    to: addressOf(call, other(side)),
    endpointId: addressOf(call, side).endpointId,
    connected: false,
  });
}

/** Starts the grace time. A goodbye that comes after the loss only shortens it; nobody is told twice. */
function lose(call: LiveCall, side: Side, until: number, news: Effect): Step {
  const before = call.lost[side];
  if (before !== null && before <= until) return { call, effects: [] };
  const timer: Effect = { type: 'startTimer', timer: graceOf(side), at: until };
  return {
    call: { ...call, version: call.version + 1, lost: { ...call.lost, [side]: until } },
    effects: before === null ? [timer, news] : [timer],
  };
}

function findWhileRinging(call: Ringing, { side, endpointId }: OfType<'found'>): Step {
  const isNew = side === 'callee' && !call.rang.includes(endpointId);
  const rang = isNew ? [...call.rang, endpointId] : call.rang;
  const here = { userId: call[side].userId, endpointId };
  const otherEndpoint = side === 'caller' ? null : call.callerEndpoint;
  const news: Effect =
    side === 'caller'
      ? { type: 'tellPeer', to: allOf(call.callee), endpointId, connected: true }
      : { type: 'tellPeer', to: callerOf(call), endpointId: null, connected: true };
  const step = find(call, side, here, otherEndpoint, news);
  if (!isNew) return step;
  const version = call.version + 1;
  return { call: { ...(step.call as Ringing), rang, version }, effects: step.effects };
}

function findInCall(call: Started, { side, endpointId }: OfType<'found'>): Step {
  if (addressOf(call, side).endpointId !== endpointId) return { call, effects: [] };
  return find(call, side, addressOf(call, side), addressOf(call, other(side)).endpointId, {
    type: 'tellPeer',
    to: addressOf(call, other(side)),
    endpointId,
    connected: true,
  });
}

/** Ends the grace time; one who comes back while the other is away is told so. */
function find(
  call: LiveCall,
  side: Side,
  here: { userId: string; endpointId: string },
  otherEndpoint: string | null,
  news: Effect,
): Step {
  const isOtherLost = call.lost[other(side)] !== null;
  const aboutOther: Effect[] = isOtherLost
    ? [{ type: 'tellPeer', to: here, endpointId: otherEndpoint, connected: false }]
    : [];
  if (call.lost[side] === null) return { call, effects: aboutOther };
  return {
    call: { ...call, version: call.version + 1, lost: { ...call.lost, [side]: null } },
    effects: [{ type: 'stopTimer', timer: graceOf(side) }, news, ...aboutOther],
  };
}

/** The callee's other pages stop ringing (C7). */
function elsewhere(call: Ringing, endpointId: string): Effect {
  const to = { userId: call.callee.userId, allBut: endpointId };
  return { type: 'tell', to, news: 'reply', code: CODES.answeredElsewhere, ...SILENT };
}

function callerOf(call: { caller: { userId: string }; callerEndpoint: string }): {
  userId: string;
  endpointId: string;
} {
  return { userId: call.caller.userId, endpointId: call.callerEndpoint };
}

function calleeOf(call: Started): { userId: string; endpointId: string } {
  return { userId: call.callee.userId, endpointId: call.calleeEndpoint };
}

function addressOf(call: Started, side: Side): { userId: string; endpointId: string } {
  return side === 'caller' ? callerOf(call) : calleeOf(call);
}

function allOf(party: { userId: string }): Address {
  return { userId: party.userId, allBut: null };
}

function other(side: Side): Side {
  return side === 'caller' ? 'callee' : 'caller';
}

function graceOf(side: Side): TimerName {
  return side === 'caller' ? 'callerGrace' : 'calleeGrace';
}
