import type { CallView } from '@frontdesk/client';
import { CODES } from '@frontdesk/protocol';
import type en from './en.json';

type Ended = Extract<CallView, { state: 'ended' }>;
export type ReasonKey = keyof (typeof en)['ended']['reason'];
export type AdviceKey = keyof (typeof en)['ended']['advice'];

/** Why a call ended, as keys of the words file. `code` is set when the words alone do not tell the reason. */
export interface EndReason {
  readonly key: ReasonKey;
  readonly advice: AdviceKey | null;
  readonly code: number | null;
  /** It was nobody's wish, so the screen shows it as a fault. */
  readonly isFault: boolean;
}

function reason(key: ReasonKey, advice: AdviceKey | null = null, isFault = false): EndReason {
  return { key, advice, code: null, isFault };
}

type Rule = (ended: Ended, self: { readonly userId: string }) => EndReason;

const didSelf = (ended: Ended): boolean => ended.endedBy === ended.side;
const wasServer = (ended: Ended): boolean => ended.endedBy === 'business' || ended.endedBy === 'server';

/** A missing code is a business server's own: it gets general words beside its text, or its number if it says nothing. */
const RULES: Readonly<Record<number, Rule>> = {
  [CODES.ok]: (ended) => reason(wasServer(ended) ? 'serviceEnded' : didSelf(ended) ? 'youHungUp' : 'otherHungUp'),
  [CODES.canceled]: canceled,
  [CODES.offline]: () => reason('offline', 'offline'),
  [CODES.busy]: (ended) => (ended.side === 'callee' ? reason(didSelf(ended) ? 'youRejected' : 'busy') : ownBusy(ended)),
  [CODES.rejected]: rejected,
  [CODES.timeout]: unanswered,
  [CODES.disconnected]: ({ wasWaiting }) =>
    wasWaiting ? reason('placeLost', 'placeLost', true) : reason('disconnected', 'disconnected', true),
  [CODES.notInCall]: () => reason('notInCall'),
  [CODES.answeredElsewhere]: ({ call, side }, self) =>
    side === 'callee' && call && call.callee.userId !== self.userId
      ? reason('takenByOther')
      : reason('answeredElsewhere', 'answeredElsewhere'),
  [CODES.mediaFailed]: () => reason('mediaFailed', 'mediaFailed', true),
  [CODES.transferred]: ({ goesOnWith }) => reason(goesOnWith ? 'transferredTo' : 'transferred'),
  [CODES.queueClosed]: () => reason('queueClosed', 'queueClosed'),
  [CODES.rateLimited]: () => reason('rateLimited', 'rateLimited'),
  [CODES.notAllowed]: (ended, self) =>
    ended.other.userId === self.userId ? reason('yourself', 'yourself') : reason('notAllowed'),
  [CODES.badArgument]: () => reason('badArgument', 'badArgument'),
  [CODES.businessTimeout]: () => reason('businessTimeout', 'businessTimeout', true),
};

/** A cancel that crossed an accept ends a started call (C14), and is still called a cancel by its code. */
function canceled(ended: Ended): EndReason {
  if (ended.side === 'caller' && ended.wasWaiting && didSelf(ended)) return reason('youLeft');
  if (ended.side === 'caller') return reason(didSelf(ended) ? 'youCanceled' : 'otherHungUp');
  return reason(didSelf(ended) ? 'youHungUp' : 'otherCanceled');
}

/** 100103 tells the caller of either one's call: of their own, if the callee was never looked up (C3). */
function ownBusy(ended: Ended): EndReason {
  return ended.call?.callee.role === null ? reason('youBusy', 'youBusy') : reason('busy', 'busy');
}

/** A business server that refuses a call speaks for itself, not for whom one has called. */
function rejected(ended: Ended): EndReason {
  if (ended.side === 'callee') return reason('youRejected');
  return ended.endedBy === 'business' ? reason('other') : reason('rejected', 'rejected');
}

function unanswered(ended: Ended): EndReason {
  if (ended.side === 'callee') return reason('missed');
  return ended.wasWaiting ? reason('nobodyFree', 'nobodyFree') : reason('timeout', 'timeout');
}

/** Codes that mean the same of a call that was going on, whoever ends it with them. */
const OF_TALKS: ReadonlySet<number> = new Set([
  CODES.ok,
  CODES.disconnected,
  CODES.notInCall,
  CODES.mediaFailed,
  CODES.transferred,
]);

/** Why a call ended, in keys of words. `self` is who looks at it. */
export function endReason(ended: Ended, self: { readonly userId: string }): EndReason {
  const hasTalked = ended.talkedMs !== null;
  const rule = RULES[ended.code];
  // "Busy" and the like, sent by a business server to people who talk, would be a lie.
  const isOdd = hasTalked && ended.endedBy === 'business' && !OF_TALKS.has(ended.code);
  if (rule && !isOdd) return rule(ended, self);
  const code = rule || ended.text !== '' ? null : ended.code;
  return { key: hasTalked ? 'serviceEnded' : 'other', advice: null, code, isFault: false };
}
