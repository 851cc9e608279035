import { CODES } from '@frontdesk/protocol';
import { allOf, calleePage, callerPage } from './addresses.js';
import { alert } from './alerts.js';
import type { Call, Deciding, LiveCall, Ringing, Started, Waiting } from './call.js';
import {
  cancel,
  close,
  deny,
  elsewhere,
  end,
  force,
  giveUp,
  giveWay,
  NOTHING_SAID,
  reject,
  rejectInAdvance,
  SILENT,
  tellUpdate,
} from './endings.js';
import { handOver, join } from './handOver.js';
import {
  findInCall,
  findWaiting,
  findWhileDeciding,
  findWhileRinging,
  loseInCall,
  loseWaiting,
  loseWhileDeciding,
  loseWhileRinging,
  showTicket,
} from './lostAndFound.js';
import { ringEffects, ringing } from './ringing.js';
import type { CallEvent, Effect, Step, WaitWords } from './step.js';

type OfType<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;
type InState<S extends Call['state']> = Extract<Call, { state: S }>;

/** A missing cell is a move that the rules forbid. */
type TransitionTable = {
  readonly [S in Call['state']]: {
    readonly [T in CallEvent['type']]?: (call: InState<S>, event: OfType<T>) => Step;
  };
};

/** The whole of what can happen to a call, by state and event. `docs/call-states.md` is printed from it. */
const TRANSITIONS = {
  deciding: {
    allowed: allow,
    denied: deny,
    held: hold,
    overruled: overrule,
    forced: force,
    accepted: acceptInAdvance,
    rejected: rejectInAdvance,
    canceled: cancel,
    hungUp: (call, event) =>
      event.side === 'caller' ? cancel(call, event) : rejectInAdvance(call, { ...event, code: CODES.rejected }),
    lost: loseWhileDeciding,
    found: findWhileDeciding,
    overtaken: giveWay,
    closed: close,
    timeUp: runOut,
  },
  waiting: {
    assigned: assign,
    updated: update,
    forced: force,
    canceled: cancel,
    hungUp: cancel,
    lost: loseWaiting,
    found: findWaiting,
    overtaken: giveWay,
    closed: close,
    timeUp: runOut,
  },
  ringing: {
    forced: force,
    alerted: alert,
    accepted: start,
    rejected: reject,
    canceled: cancel,
    hungUp: (call, event) =>
      event.side === 'caller' ? cancel(call, event) : reject(call, { ...event, code: CODES.rejected }),
    lost: loseWhileRinging,
    found: findWhileRinging,
    overtaken: giveWay,
    closed: close,
    timeUp: runOut,
  },
  started: {
    forced: force,
    // The accept again, its acknowledgment was lost (C18): nothing new, but that the page knows of the call.
    accepted: (call) => showTicket(call, { type: 'resumed', side: 'callee', version: 0 }),
    // Refusing what one has just accepted, and canceling what was just accepted (C14), end the call.
    rejected: (call, event) => end(call, { by: 'callee', code: event.code, at: event.at, words: event }),
    canceled: (call, event) => end(call, { by: 'caller', code: CODES.canceled, at: event.at, words: event }),
    hungUp: (call, event) => end(call, { by: event.side, code: event.code, at: event.at, words: event }),
    lost: loseInCall,
    found: findInCall,
    resumed: showTicket,
    joined: join,
    handedOver: handOver,
    closed: close,
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

/** The decision is that it rings. Whoever of the dialed has accepted in advance starts it (C16). */
function allow(call: Deciding, event: OfType<'allowed'>): Step {
  const stop: Effect = { type: 'stopTimer', timer: 'decide' };
  const next = ringing(call, event, null, []);
  if (call.accepted && !event.isRouted) {
    const { endpointId, param, text } = call.accepted;
    const { userId } = call.asked.dialed;
    const { roomId, at, graceUntil } = event;
    const step = start(next, { type: 'accepted', userId, endpointId, roomId, at, graceUntil, param, text });
    const { version } = next;
    // It has not rung anywhere: no clock to stop, nobody to be told that someone else answered.
    const effects = step.effects.filter(({ type }) => type !== 'stopTimer' && type !== 'tell');
    return {
      call: { ...(step.call as Started), version, rang: [{ userId, endpointId }] },
      effects: [stop, ...effects],
    };
  }
  const routed = event.isRouted ? tellUpdate(next, NOTHING_SAID) : [];
  return { call: next, effects: [stop, ...routed, ...ringEffects(next)] };
}

function hold(call: Deciding, { until, graceUntil }: OfType<'held'>): Step {
  const waiting: Waiting = {
    state: 'waiting',
    asked: call.asked,
    version: call.version + 1,
    expiresAt: until,
    said: NOTHING_SAID,
    rang: [],
    lost: { caller: call.lost.caller === null ? null : graceUntil, callee: null },
  };
  const effects: Effect[] = [
    { type: 'stopTimer', timer: 'decide' },
    { type: 'startTimer', timer: 'wait', at: until },
  ];
  if (call.lost.caller !== null) effects.push({ type: 'startTimer', timer: 'callerGrace', at: graceUntil });
  return { call: waiting, effects: [...effects, ...tellUpdate(waiting, NOTHING_SAID)] };
}

/** The business server sends the call elsewhere: to one who has accepted in advance, the other is busy. */
function overrule(call: Deciding): Step {
  if (!call.accepted) return { call, effects: [] };
  const to = { userId: call.asked.dialed.userId, endpointId: call.accepted.endpointId };
  return {
    call: { ...call, version: call.version + 1, accepted: null },
    effects: [{ type: 'tell', to, news: 'reply', code: CODES.busy, ...SILENT }],
  };
}

/** The dialed dials the caller while a business server still thinks (C16). */
function acceptInAdvance(call: Deciding, { endpointId, param, text }: OfType<'accepted'>): Step {
  if (call.accepted) return { call, effects: [] };
  return { call: { ...call, version: call.version + 1, accepted: { endpointId, param, text } }, effects: [] };
}

function assign(call: Waiting, event: OfType<'assigned'>): Step {
  const next = ringing(call, event, { expiresAt: call.expiresAt, said: call.said }, call.rang);
  return { call: next, effects: [{ type: 'stopTimer', timer: 'wait' }, ...ringEffects(next)] };
}

function update(call: Waiting, { param, text, wait }: OfType<'updated'>): Step {
  const said: WaitWords = { param, text, wait };
  const next: Waiting = { ...call, version: call.version + 1, said };
  return { call: next, effects: tellUpdate(next, said) };
}

function start(call: Ringing, event: OfType<'accepted'>): Step {
  const { userId, endpointId } = event;
  // A side call starts in the room of its host.
  const { roomId } = call.asked.room ?? event;
  const started: Started = {
    state: 'started',
    asked: call.asked,
    version: call.version + 1,
    callee: call.targets.find((target) => target.userId === userId) ?? call.asked.dialed,
    calleeEndpoint: endpointId,
    ringingAt: call.ringingAt,
    startedAt: event.at,
    roomId,
    rang: call.rang,
    // The page that accepts is there, whatever was thought of it; the caller's may still be away.
    lost: { caller: call.lost.caller === null ? null : event.graceUntil, callee: null },
    unshown: null,
    isTakenUp: false,
    left: [],
  };
  const effects: Effect[] = [{ type: 'stopTimer', timer: 'ring' }];
  if (call.lost.callee !== null) effects.push({ type: 'stopTimer', timer: 'calleeGrace' });
  if (call.lost.caller !== null) effects.push({ type: 'startTimer', timer: 'callerGrace', at: event.graceUntil });
  const words = { param: roomId, text: event.text };
  effects.push(
    { type: 'tellStart', to: callerPage(call), ...words },
    { type: 'tellStart', to: calleePage(started), ...words },
    elsewhere(userId, endpointId),
  );
  for (const target of call.targets) {
    if (target.userId === userId) continue;
    effects.push({ type: 'tell', to: allOf(target.userId), news: 'reply', code: CODES.answeredElsewhere, ...SILENT });
  }
  effects.push({ type: 'announce', news: 'start', code: CODES.ok, ...words });
  return { call: started, effects };
}

/** A clock has run out (C4, C9, C19). One that was overtaken changes nothing. */
function runOut(call: LiveCall, { timer, at }: OfType<'timeUp'>): Step {
  if (at !== dueAt(call, timer)) return { call, effects: [] };
  const isGrace = timer === 'callerGrace' || timer === 'calleeGrace';
  const code = isGrace ? CODES.disconnected : CODES.timeout;
  if (call.state === 'ringing' && timer !== 'callerGrace') return giveUp(call, code, at);
  return end(call, { by: 'server', code, at, words: SILENT });
}

function dueAt(call: LiveCall, timer: OfType<'timeUp'>['timer']): number | null {
  switch (timer) {
    case 'callerGrace':
      return call.lost.caller;
    case 'calleeGrace':
      return call.lost.callee;
    case 'ring':
      return call.state === 'ringing' ? call.expiresAt : null;
    case 'wait':
      return call.state === 'waiting' ? call.expiresAt : null;
    case 'decide':
      // The policy answers in the decider's place, by an event of its own.
      return null;
  }
}
