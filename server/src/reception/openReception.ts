import type { Dispatcher } from '../calls/Dispatcher.js';
import type { CallStore, Clock, Endpoints } from '../calls/ports.js';
import type { FactKeeper, History } from '../desk/ports.js';
import { AgentsDesk } from './AgentsDesk.js';
import { Cards } from './Cards.js';
import type { PlanBook } from './PlanBook.js';
import type { EarlierCalls, EmailOf } from './ports.js';
import { Reception } from './Reception.js';

export interface FrontParts {
  readonly plan: PlanBook;
  readonly store: Pick<CallStore, 'liveCallOf'>;
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
}

/** The desk with all that stands around it. */
export function openReception(parts: FrontParts): { readonly reception: Reception; readonly agents: AgentsDesk } {
  const reception = new Reception(parts);
  const { desk } = reception;
  const cards = new Cards({ ...parts, desk });
  return { reception, agents: new AgentsDesk({ ...parts, reception, cards }) };
}
