import type { RecordEvent } from '@frontdesk/protocol';
import type { CallPeopleTable, CallStepColumns, CallsTable } from './database/tables.js';

/** What a step of a call says of it, but for what the records themselves know. */
export type CallStep = Omit<CallStepColumns, 'seq' | 'run'>;

/** What is said of a call beside its steps: each overwrites what was said before. */
export type CallFacts = Partial<
  Pick<
    CallsTable,
    'wrap_up_ms' | 'stars' | 'comment' | 'disposition' | 'notes' | 'form' | 'notes_words' | 'form_words' | 'has_chat'
  >
>;

/** Somebody who takes part from now on. */
export type Participant = Omit<CallPeopleTable, 'call_id' | 'words'>;

/** Something to be kept of a call. */
export interface ToKeep {
  readonly callId: string;
  /** What goes into its timeline, in its order; none where only what is known of it changes. */
  readonly events: readonly RecordEvent[];
  readonly step?: CallStep;
  readonly people?: readonly Participant[];
  readonly facts?: CallFacts;
  /** Its lengths are to be made of its timeline, a part of which another run has written. */
  readonly isToBeMeasured?: boolean;
}

/** The same as it waits: a line of JSON in the journal, and in memory. */
export interface RecordEntry {
  /** Where it stands among all: grows over all runs, by one for each of its events. */
  readonly seq: number;
  /** The run of the server that made it. */
  readonly run: string;
  readonly it: ToKeep;
}

/** Text as it is searched: whatever its case, and however its characters are put together. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
