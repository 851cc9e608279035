import type { Dispatcher } from '../calls/Dispatcher.js';
import type { CallStore, CallWatcher, Clock, Endpoints } from '../calls/ports.js';
import type { FactKeeper, History } from '../desk/ports.js';
import { AgentsDesk } from './AgentsDesk.js';
import { Cards } from './Cards.js';
import { Doors } from './Doors.js';
import type { PlanBook } from './PlanBook.js';
import type { CallbackStore, EarlierCalls, EmailOf, EndedCalls, Rating } from './ports.js';
import { RecentCalls } from './RecentCalls.js';
import { Reception } from './Reception.js';

export interface FrontParts {
  readonly plan: PlanBook;
  readonly store: Pick<CallStore, 'liveCallsOf'>;
  readonly endpoints: Pick<Endpoints, 'user' | 'isConnected'>;
  readonly clock: Clock;
  /** Asked for when it is needed first. */
  readonly dispatcher: () => Pick<Dispatcher, 'assign' | 'update' | 'finishCall'>;
  /** What was before, from the records. */
  readonly history: History;
  readonly earlier: EarlierCalls;
  readonly emailOf: EmailOf;
  /** What the desk knows of calls goes here. */
  readonly onFact: FactKeeper;
  readonly callbacks: CallbackStore;
  /** Calls that ended before this run of the server. */
  readonly endedBefore: EndedCalls;
  readonly onRating: (rating: Rating) => void;
}

/** The desk, and who comes to it. */
export interface Front {
  readonly reception: Reception;
  readonly agents: AgentsDesk;
  readonly queueDoors: Doors;
  /** Those who are to hear of each step of each call. */
  readonly observers: readonly CallWatcher[];
}

/** The desk with all that stands around it. */
export function openReception(parts: FrontParts): Front {
  const reception = new Reception(parts);
  const { desk } = reception;
  const cards = new Cards({ ...parts, desk });
  const recent = new RecentCalls();
  const ended: EndedCalls = async (callId) => recent.get(callId) ?? parts.endedBefore(callId);
  return {
    reception,
    agents: new AgentsDesk({ ...parts, reception, cards }),
    queueDoors: new Doors({ ...parts, desk, ended }),
    observers: [recent.watch, reception.watch],
  };
}
