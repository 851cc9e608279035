import type { Dispatcher } from '../calls/Dispatcher.js';
import type { CallStore, CallWatcher, Clock, Endpoints } from '../calls/ports.js';
import { AgentsDesk } from './AgentsDesk.js';
import { Cards } from './Cards.js';
import { Doors } from './Doors.js';
import { queueIdOf } from './deskCall.js';
import { factsTo } from './factsTo.js';
import { earlierCalls, Past } from './Past.js';
import type { PlanBook } from './PlanBook.js';
import type { CallbackStore, CallNotes, EmailOf, EndedCalls, Rating, RecordedCall, RecordsReader } from './ports.js';
import { RecentCalls } from './RecentCalls.js';
import { Reception } from './Reception.js';

export interface FrontParts {
  readonly plan: PlanBook;
  readonly store: Pick<CallStore, 'liveCallsOf' | 'find'>;
  readonly endpoints: Pick<Endpoints, 'user' | 'isConnected'>;
  readonly clock: Clock;
  /** Asked for when it is needed first. */
  readonly dispatcher: () => Pick<Dispatcher, 'assign' | 'update' | 'finishCall'>;
  readonly records: { readonly reader: RecordsReader; readonly notes: CallNotes };
  readonly emailOf: EmailOf;
  readonly callbacks: CallbackStore;
  /** How long a caller who waits may be away, in ms. */
  readonly graceWaitingMs: number;
  /** The records could not be read, or a call not be acted on. */
  readonly onFault: (error: unknown) => void;
}

/** The desk, and who comes to it. */
export interface Front {
  readonly reception: Reception;
  readonly agents: AgentsDesk;
  readonly queueDoors: Doors;
  /** Those who are to hear of each step of each call. */
  readonly observers: readonly CallWatcher[];
}

/** The desk with all that stands around it. What was before is read in the background. */
export function openReception(parts: FrontParts): Front {
  const { plan, clock, records, onFault } = parts;
  const { reader, notes } = records;
  const onFact = factsTo(notes, (queueId) => plan.settingsOf(queueId));
  const history = new Past();
  history.read(reader, clock.now()).catch(onFault);
  const reception = new Reception({ ...parts, history, onFact });
  const { desk } = reception;
  const earlier = earlierCalls(reader, (queueId) => plan.settingsOf(queueId)?.name ?? null);
  const cards = new Cards({ ...parts, desk, earlier, onFact });
  const recent = new RecentCalls();
  const ended: EndedCalls = async (callId) => recent.get(callId) ?? endedBefore(await reader.record(callId, null));
  const onRating = ({ callId, ...rating }: Rating) => notes.keepRating(callId, rating);
  return {
    reception,
    agents: new AgentsDesk({ ...parts, reception, cards }),
    queueDoors: new Doors({ ...parts, desk, ended, onRating }),
    observers: [recent.watch, hearing(history), reception.watch],
  };
}

function endedBefore(call: RecordedCall | null): Awaited<ReturnType<EndedCalls>> {
  const { startedAt, finishedAt = null } = call ?? {};
  return call && startedAt !== null && finishedAt !== null ? { callerId: call.caller.userId, finishedAt } : null;
}

/** Who serves a queue's customer is the agent of last time from then on. */
function hearing(history: Past): CallWatcher {
  return (before, after) => {
    if (after.state !== 'started' || queueIdOf(after.asked.dialed.userId) === null || after.asked.room) return;
    const { userId } = after.callee;
    if (before?.state !== 'started' || before.callee.userId !== userId)
      history.talks(after.asked.caller.userId, userId);
  };
}
