import type { DeskCommand, DeskInput, DeskNewsMap, DeskNewsName, DeskValues } from '@frontdesk/protocol';
import type { Answer } from '../connection/Send.js';
import type { Store } from '../Store.js';
import type { ConnectionView } from '../views.js';

/** The line of a {@link CallClient}, as far as the desk uses it: its own commands and its own news. */
export interface DeskLine {
  readonly view: Store<ConnectionView>;
  /** The server's clock, in epoch ms, as far as this page can tell. */
  readonly serverNow: () => number;
  /** Never throws; without a line it answers at once, marked as unanswered. */
  readonly send: <C extends DeskCommand>(command: C, payload: DeskInput<C>) => Promise<Answer<DeskValues[C]>>;
  readonly on: <N extends DeskNewsName>(name: N, listener: (news: DeskNewsMap[N]) => void) => void;
}
