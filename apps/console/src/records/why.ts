import { type CallRecord, CODES, type RecordEvent, type Side } from '@frontdesk/protocol';
import { nameOn } from './who.js';

/** The sentences there are. */
export type WhyKey =
  | 'live'
  | 'serverLost'
  | 'hungUp'
  | 'serviceEnded'
  | 'pageLost'
  | 'mediaFailed'
  | 'wentOn'
  | 'atTheAnswer'
  | 'leftLine'
  | 'gaveUp'
  | 'nobodyInTime'
  | 'noAnswer'
  | 'notThere'
  | 'busy'
  | 'declined'
  | 'placeLost'
  | 'closed'
  | 'full'
  | 'nobody'
  | 'form'
  | 'undecided'
  | 'limited'
  | 'code';

/** Why a call ended, for people: out of its code, who ended it, and what happened before. */
export interface Why {
  readonly key: WhyKey;
  readonly name: string;
  readonly code: number;
}

type Told = Pick<CallRecord, 'state' | 'startedAt' | 'code' | 'endedBy' | 'caller' | 'callee' | 'queueId' | 'events'>;

export function whyOf(record: Told): Why {
  const { state, code, startedAt, events } = record;
  const why = (key: WhyKey, name = ''): Why => ({ key, name, code: code ?? 0 });
  if (diedWithServer(events)) return why('serverLost');
  if (state !== 'finished' || code === null) return why('live');
  return startedAt === null ? beforeIt(record, code, why) : ofTalk(record, code, why);
}

/** The same of an end in the middle of the timeline: a page may have taken up the call once more after it. */
export function whyThen(record: Told, at: number): Why {
  const end = record.events[at];
  if (end?.kind !== 'finished') return whyOf(record);
  const { code, endedBy } = end;
  const [caller, callee] = (['caller', 'callee'] as const).map((side) => ({
    ...record[side],
    name: nameOn(record, side, at),
  }));
  const events = record.events.slice(0, at + 1);
  const then = { caller: caller ?? record.caller, callee: callee ?? record.callee };
  return whyOf({ ...record, ...then, state: 'finished', code, endedBy, events });
}

type Make = (key: WhyKey, name?: string) => Why;

/** They talked. */
function ofTalk(record: Told, code: number, why: Make): Why {
  const { endedBy, caller, callee } = record;
  switch (code) {
    case CODES.ok:
      if (endedBy === 'caller') return why('hungUp', caller.name);
      return endedBy === 'callee' ? why('hungUp', callee.name) : why('serviceEnded');
    case CODES.canceled:
      return why('atTheAnswer', caller.name);
    case CODES.disconnected: {
      const side = lostSide(record.events);
      return why('pageLost', side === 'callee' ? callee.name : caller.name);
    }
    case CODES.mediaFailed:
      return why('mediaFailed');
    case CODES.transferred:
      return why('wentOn');
    default:
      return why('code');
  }
}

/** Nobody has answered. */
function beforeIt(record: Told, code: number, why: Make): Why {
  const { caller, callee, queueId, events } = record;
  switch (code) {
    case CODES.canceled:
      return why(hasWaited(events) ? 'leftLine' : 'gaveUp', caller.name);
    case CODES.timeout:
      return queueId === null ? why('noAnswer', callee.name) : why('nobodyInTime');
    case CODES.offline:
      return why('notThere', callee.name);
    case CODES.busy:
      return why('busy', callee.name);
    case CODES.rejected:
      return why('declined', callee.name);
    case CODES.disconnected:
      return why('placeLost', caller.name);
    case CODES.queueClosed:
      return why(closedFor(events));
    case CODES.badArgument:
      return why('form');
    case CODES.businessTimeout:
      return why('undecided');
    case CODES.rateLimited:
      return why('limited');
    default:
      return why('code');
  }
}

/** A server was lost with it, and no page has taken it up since. */
function diedWithServer(events: readonly RecordEvent[]): boolean {
  return events.findLast(({ kind }) => kind === 'serverLost' || kind === 'takenUp')?.kind === 'serverLost';
}

/** The side that went away last and was not found again. */
function lostSide(events: readonly RecordEvent[]): Side | null {
  const away = new Set<Side>();
  for (const event of events) {
    if (event.kind === 'lost') away.add(event.side);
    else if (event.kind === 'found') away.delete(event.side);
  }
  return [...away].at(-1) ?? null;
}

function hasWaited(events: readonly RecordEvent[]): boolean {
  return events.some(({ kind }) => kind === 'waiting' || kind === 'placed');
}

/** The desk says in a word why it took nobody. */
function closedFor(events: readonly RecordEvent[]): 'closed' | 'full' | 'nobody' {
  const text = events.findLast((event) => event.kind === 'finished')?.text;
  return text === 'full' || text === 'nobody' ? text : 'closed';
}
