import { type CallRecord, CODES, type RecordEvent, type Side } from '@frontdesk/protocol';

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

type Told = Pick<
  CallRecord,
  'state' | 'startedAt' | 'code' | 'endedBy' | 'caller' | 'callee' | 'agent' | 'queueId' | 'events'
>;

export function whyOf(record: Told): Why {
  const { state, code, startedAt, events } = record;
  const why = (key: WhyKey, name = ''): Why => ({ key, name, code: code ?? 0 });
  if (events.some(({ kind }) => kind === 'serverLost')) return why('serverLost');
  if (state !== 'finished' || code === null) return why('live');
  return startedAt === null ? beforeIt(record, code, why) : ofTalk(record, code, why);
}

type Make = (key: WhyKey, name?: string) => Why;

/** They talked. */
function ofTalk(record: Told, code: number, why: Make): Why {
  const { endedBy, caller } = record;
  switch (code) {
    case CODES.ok:
      if (endedBy === 'caller') return why('hungUp', caller.name);
      return endedBy === 'callee' ? why('hungUp', answererOf(record)) : why('serviceEnded');
    case CODES.canceled:
      return why('atTheAnswer', caller.name);
    case CODES.disconnected: {
      const side = lostSide(record.events);
      return why('pageLost', side === 'callee' ? answererOf(record) : caller.name);
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
      return why('declined', answererOf(record));
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

/** Who had the call last on the desk's side. */
function answererOf({ agent, callee }: Told): string {
  return (agent ?? callee).name;
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
