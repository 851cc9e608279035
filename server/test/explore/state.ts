import type { Decision, RoomPurpose, User } from '@frontdesk/protocol';
import type { CallSettings } from '../../src/calls/CallPorts.js';
import { type CallTables, emptyTables } from '../../src/calls/CallTables.js';
import type { CallFacts } from '../../src/calls/ports.js';
import type { RunningTimer } from '../../src/calls/Timers.js';
import { CLOSED, type PageState } from './page.js';
import type { Fact } from './told.js';

/** A page of the world: who opens it. */
export interface PageSpec {
  readonly user: User;
  readonly endpointId: string;
}

/** A small world that is explored through and through: who is there, and how much may happen. */
export interface WorldSpec {
  readonly name: string;
  readonly pages: readonly PageSpec[];
  /** Whom each page calls, one after the other. */
  readonly dials: Readonly<Record<string, readonly string[]>>;
  /** Pages whose people dial only once the server was killed. */
  readonly late: readonly string[];
  /** Lines that may go, in all, and the pages whose may; a goodbye and a reload count as one each. */
  readonly losses: number;
  readonly losing: readonly string[];
  readonly lossKinds: readonly ('cut' | 'bye' | 'reload')[];
  /** Commands that are said twice though nothing was lost. */
  readonly doubles: number;
  /** Deaths of the server. */
  readonly restarts: number;
  /** What a business server may say of a call; with none, none is attached. */
  readonly decisions: readonly (Decision | null)[];
  /** To whom a business server may assign, and how often; how often it may end a call, or say something of one. */
  readonly assigns: readonly (readonly string[])[];
  readonly assignments: number;
  readonly forced: number;
  readonly updates: number;
  /** Signals that each page may send. */
  readonly signals: number;
  /** How often each page may tell that it rings there; with any, callers ask for links while it rings. */
  readonly alerts: number;
  /** Whom each page calls into the room of the call that it is in, one after the other, and what for. */
  readonly sides: Readonly<Record<string, readonly { readonly to: string; readonly as: RoomPurpose }[]>>;
  /** Pages whose people end no call, and pages that send no signals. */
  readonly calm: readonly string[];
  readonly mute: readonly string[];
  /** Pages that send signals to whom it does not concern. */
  readonly stray: readonly string[];
  /** How often who talks aside may be joined, and a call be handed over. */
  readonly joins: number;
  readonly transfers: number;
  /** The page of the one whom all this is for. */
  readonly customer: string | null;
  /** Pages that meddle with calls that are not theirs, and how often. */
  readonly strangers: readonly string[];
  readonly meddlings: number;
  /** Two things at once, of which the second runs in a gap of the first. */
  readonly races: boolean;
  /** The person may give a call up before the server has answered. */
  readonly isImpatient: boolean;
  /** The person may hang up in every way that the wire has, not only in the one that our client takes. */
  readonly allEnds: boolean;
  readonly settings: Partial<CallSettings>;
}

/** What may still happen; all small numbers. */
export interface Left {
  readonly dials: readonly number[];
  readonly signals: readonly number[];
  readonly alerts: readonly number[];
  readonly sides: readonly number[];
  readonly joins: number;
  readonly transfers: number;
  readonly losses: number;
  readonly doubles: number;
  readonly restarts: number;
  readonly assignments: number;
  readonly forced: number;
  readonly updates: number;
  readonly meddlings: number;
}

/** Everything there is at one moment. Never changed: what happens makes a new one, and the two share what is the same. */
export interface State {
  readonly tables: CallTables;
  readonly timers: readonly RunningTimer[];
  readonly pages: readonly PageState[];
  /** Calls of which a business server was asked and has said nothing yet, though it may be too late. */
  readonly questions: readonly string[];
  /** Calls whose end is on disk. */
  readonly onDisk: readonly string[];
  /** Calls in which a place was handed over, as that is on disk. */
  readonly handed: readonly CallFacts[];
  /** What each page, and the business servers, were told of each call. */
  readonly told: ReadonlyMap<string, Fact>;
  readonly left: Left;
  /** How often the server was started. */
  readonly run: number;
}

/** The beginning: every page is there and has seen that nothing is. */
export function begin(world: WorldSpec): State {
  return {
    tables: emptyTables(),
    timers: [],
    pages: world.pages.map(() => ({ ...CLOSED, isUp: true, isKnown: true, isReady: true })),
    questions: [],
    onDisk: [],
    handed: [],
    told: new Map(),
    left: {
      dials: world.pages.map(() => 0),
      signals: world.pages.map(({ endpointId }) => (world.mute.includes(endpointId) ? 0 : world.signals)),
      alerts: world.pages.map(() => world.alerts),
      sides: world.pages.map(() => 0),
      joins: world.joins,
      transfers: world.transfers,
      losses: world.losses,
      doubles: world.doubles,
      restarts: world.restarts,
      assignments: world.assignments,
      forced: world.forced,
      updates: world.updates,
      meddlings: world.meddlings,
    },
    run: 1,
  };
}
