import { CODES, type EndedBy } from '@frontdesk/protocol';
import { allOf, allRung, calleePage, callerPage } from './addresses.js';
import {
  calleeOf,
  type Deciding,
  type Finished,
  type LiveCall,
  type PageAddress,
  type Ringing,
  type Waiting,
} from './call.js';
import type { Address, CallEvent, Effect, Step, TimerName, WaitWords, Words } from './step.js';

export const SILENT: Words = { param: 0, text: '' };
export const NOTHING_SAID: WaitWords = { ...SILENT, wait: null };

type OfType<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;

/** How a call ends. */
interface Ending {
  readonly by: EndedBy;
  readonly code: number;
  readonly at: number;
  readonly words: Words;
}

/** The pages on the callee's side that know of the call. */
function calleeSide(call: LiveCall): readonly Address[] {
  switch (call.state) {
    case 'deciding':
      return advancePage(call);
    case 'waiting':
      return [];
    case 'ringing':
      return allRung(call);
    case 'started':
      return [calleePage(call)];
  }
}

/** The end of a call that both sides are told of: by REPLY before the start, by FINISH after it (C10, C11). */
export function end(call: LiveCall, how: Ending): Step {
  return endWith(call.state === 'started' ? 'finish' : 'reply', call, how);
}

/** A business server's end: by FINISH in every state (C12). */
export function force(call: LiveCall, { code, text, at }: OfType<'forced'>): Step {
  return endWith('finish', call, { by: 'business', code, at, words: { param: 0, text } });
}

/** What a side call was made for is done, or can't be done any more (C31, C33). */
export function close(call: LiveCall, { by, code, at }: OfType<'closed'>): Step {
  return end(call, { by, code, at, words: SILENT });
}

export function deny(call: LiveCall, { by, code, text, at }: OfType<'denied'>): Step {
  return end(call, { by, code, at, words: { param: 0, text } });
}

/** One who is in it, or whom it rings, was in another call before the server was restarted, and that goes on (C20). */
export function giveWay(call: LiveCall, { userId, at }: OfType<'overtaken'>): Step {
  if (call.state !== 'ringing' || call.asked.caller.userId === userId) {
    return end(call, { by: 'server', code: CODES.busy, at, words: SILENT });
  }
  const told = { news: 'reply', code: CODES.busy, ...SILENT } as const;
  const left = withoutTarget(call, userId);
  if (!left) return giveUp(call, CODES.busy, at);
  return {
    call: left,
    effects: [
      { type: 'tell', to: allOf(userId), ...told },
      { type: 'announce', ...told },
    ],
  };
}

function endWith(news: 'reply' | 'finish', call: LiveCall, how: Ending): Step {
  const { param, text } = how.words;
  const told = { news, code: how.code, param, text } as const;
  const effects = stopTimers(call);
  for (const to of [callerPage(call), ...calleeSide(call)]) effects.push({ type: 'tell', to, ...told });
  effects.push({ type: 'announce', ...told });
  return { call: finished(call, how), effects };
}

/** The caller gives up before the start. */
export function cancel(call: LiveCall, event: { endpointId: string; at: number } & Words): Step {
  const { param, text, at } = event;
  const told = { news: 'reply', code: CODES.canceled, param, text } as const;
  const effects = stopTimers(call);
  for (const to of calleeSide(call)) effects.push({ type: 'tell', to, ...told });
  // Another page of the caller's may cancel; then the one that dialed must hear of it.
  if (event.endpointId !== call.asked.callerEndpoint) effects.push({ type: 'tell', to: callerPage(call), ...told });
  effects.push({ type: 'announce', ...told });
  return { call: finished(call, { by: 'caller', code: CODES.canceled, at }), effects };
}

type Rejection = Omit<OfType<'rejected'>, 'type'>;

/** One who is rung refuses: it rings on at the others, waits again if it was assigned, or ends (C7, C8). */
export function reject(call: Ringing, event: Rejection): Step {
  const { code, param, text } = event;
  const refusal: Effect = { type: 'announce', news: 'reply', code, param, text };
  const left = withoutTarget(call, event.userId);
  if (left) return { call: left, effects: [elsewhere(event.userId, event.endpointId), refusal] };
  if (call.held) return waitAgain(call, call.held, [elsewhere(event.userId, event.endpointId), refusal]);
  const effects = stopTimers(call);
  effects.push(
    { type: 'tell', to: callerPage(call), news: 'reply', code, param, text },
    elsewhere(event.userId, event.endpointId),
    refusal,
  );
  return { call: finished(call, { by: 'callee', code, at: event.at }), effects };
}

/** The call as it rings on at the others; null if there are none. */
function withoutTarget(call: Ringing, userId: string): Ringing | null {
  const targets = call.targets.filter((target) => target.userId !== userId);
  const linkable = call.linkable.filter((page) => page.userId !== userId);
  return targets.length > 0 ? { ...call, version: call.version + 1, targets, linkable } : null;
}

/** One who has accepted in advance thinks better of it. */
export function rejectInAdvance(call: Deciding, { code, at, param, text }: Rejection): Step {
  const told = { news: 'reply', code, param, text } as const;
  const effects = stopTimers(call);
  effects.push({ type: 'tell', to: callerPage(call), ...told }, { type: 'announce', ...told });
  return { call: finished(call, { by: 'callee', code, at }), effects };
}

/** Nobody answered, or nobody who is rung is there any more. */
export function giveUp(call: Ringing, code: number, at: number): Step {
  if (!call.held) return end(call, { by: 'server', code, at, words: SILENT });
  const told = { news: 'reply', code, ...SILENT } as const;
  const effects: Effect[] = allRung(call).map((to) => ({ type: 'tell', to, ...told }));
  return waitAgain(call, call.held, [...effects, { type: 'announce', ...told }]);
}

/** An assigned call that nobody took goes back to where it was; its time of waiting has gone on. */
function waitAgain(call: Ringing, { expiresAt, said }: Pick<Waiting, 'expiresAt' | 'said'>, told: Effect[]): Step {
  const { asked, version, lost, rang } = call;
  const waiting: Waiting = {
    state: 'waiting',
    asked,
    version: version + 1,
    expiresAt,
    said,
    rang,
    lost: { caller: lost.caller, callee: null },
  };
  const effects: Effect[] = [{ type: 'stopTimer', timer: 'ring' }];
  if (lost.callee !== null) effects.push({ type: 'stopTimer', timer: 'calleeGrace' });
  effects.push({ type: 'startTimer', timer: 'wait', at: expiresAt });
  effects.push(...told, ...tellUpdate(waiting, said));
  return { call: waiting, effects };
}

/** The caller, and business servers, are told what the four words do not say. */
export function tellUpdate(call: LiveCall, { param, text, wait }: WaitWords): Effect[] {
  const told = { param, text, wait };
  return [
    { type: 'tellUpdate', to: callerPage(call), ...told },
    { type: 'announceUpdate', ...told },
  ];
}

/** A user's other pages stop ringing (C7). */
export function elsewhere(userId: string, endpointId: string): Effect {
  return {
    type: 'tell',
    to: { userId, allBut: endpointId },
    news: 'reply',
    code: CODES.answeredElsewhere,
    ...SILENT,
  };
}

const CLOCKS = { deciding: 'decide', waiting: 'wait', ringing: 'ring', started: null } as const;

/** The timers that run in this state: what the end must stop (C13). */
function timersOf(call: LiveCall): readonly TimerName[] {
  const clock = CLOCKS[call.state];
  const timers: TimerName[] = clock ? [clock] : [];
  if (call.lost.caller !== null) timers.push('callerGrace');
  if (call.lost.callee !== null) timers.push('calleeGrace');
  return timers;
}

function stopTimers(call: LiveCall): Effect[] {
  return timersOf(call).map((timer) => ({ type: 'stopTimer', timer }));
}

export function finished(call: LiveCall, how: Pick<Ending, 'by' | 'code' | 'at'>): Finished {
  const hasRung = call.state === 'ringing' || call.state === 'started';
  const hasStarted = call.state === 'started';
  return {
    state: 'finished',
    asked: call.asked,
    version: call.version + 1,
    callee: calleeOf(call),
    calleeEndpoint: hasStarted ? call.calleeEndpoint : null,
    code: how.code,
    endedBy: how.by,
    finishedAt: how.at,
    ringingAt: hasRung ? call.ringingAt : null,
    startedAt: hasStarted ? call.startedAt : null,
    roomId: hasStarted ? call.roomId : null,
    rang: hasRung ? call.rang : advancePage(call),
    left: hasStarted ? call.left : [],
  };
}

/** The page that has accepted in advance has a part in the end of it, as if it had rung there. */
function advancePage(call: LiveCall): readonly PageAddress[] {
  if (call.state !== 'deciding' || !call.accepted) return [];
  return [{ userId: call.asked.dialed.userId, endpointId: call.accepted.endpointId }];
}
