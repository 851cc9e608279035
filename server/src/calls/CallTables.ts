import type { Call } from './call.js';

/** A call by its id, until it is forgotten (epoch ms). */
export interface Remembered {
  readonly callId: string;
  readonly forgetAt: number;
}

/** Everything that the store holds. The indexes are derived from the calls; nothing else is kept. */
export interface CallTables {
  readonly calls: Map<string, Call>;
  /** The live call of each user who is in one (C2), but for those made into the room of another. */
  readonly live: Map<string, string>;
  /** The same for these (C27). */
  readonly aside: Map<string, string>;
  /** The live call that was made into a call's room, if any. */
  readonly sideOf: Map<string, string>;
  readonly rooms: Map<number, string>;
  readonly requests: Map<string, Remembered>;
  readonly ended: Map<string, Remembered[]>;
  /** When each ended call is forgotten, oldest first: insertion order is the order of their ends. */
  readonly endedAt: Map<string, number>;
}

export function emptyTables(): CallTables {
  return {
    calls: new Map(),
    live: new Map(),
    aside: new Map(),
    sideOf: new Map(),
    rooms: new Map(),
    requests: new Map(),
    ended: new Map(),
    endedAt: new Map(),
  };
}
