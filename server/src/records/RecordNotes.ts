import type { RecordForm } from '@frontdesk/protocol';
import { fold, type ToKeep } from './RecordEntry.js';

/** What an agent says after a call. */
export interface WrapUp {
  readonly agentId: string;
  readonly wrapUpMs: number;
  readonly disposition: string | null;
  /** Null: as they were. */
  readonly notes: string | null;
}

export interface Rating {
  /** 1 to 5. */
  readonly stars: number;
  readonly comment: string;
}

/**
 * What the desk has to say of calls that are on record. Nothing of it throws or waits: when it returns, it outlives the process.
 * Of a call that is not on record it changes nothing.
 */
export interface RecordNotes {
  /** What the caller filled in before the call, and the words that were agreed to, if any were asked for. */
  keepForm(callId: string, form: RecordForm, consent: string | null): void;
  /** The agent's notes as they are by now; they replace those before. */
  keepNotes(callId: string, notes: string): void;
  keepWrapUp(callId: string, wrapUp: WrapUp): void;
  /** The last one counts. */
  keepRating(callId: string, rating: Rating): void;
}

/** Writes what the desk says into the records. `now`: epoch ms. */
export function recordNotes(keep: (it: ToKeep) => void, now: () => number): RecordNotes {
  const ofNotes = (notes: string) => ({ notes, notes_words: fold(notes) });
  return {
    keepForm(callId, form, consent) {
      const words = Object.values(form).filter((value) => typeof value === 'string' || typeof value === 'number');
      const events = consent === null ? [] : [{ at: now(), kind: 'agreed', text: consent } as const];
      keep({ callId, events, facts: { form: JSON.stringify(form), form_words: fold(words.join('\n')) } });
    },
    keepNotes(callId, notes) {
      keep({ callId, events: [], facts: ofNotes(notes) });
    },
    keepWrapUp(callId, { agentId, wrapUpMs, disposition, notes }) {
      const event = { at: now(), kind: 'wrappedUp', agentId, wrapUpMs, disposition } as const;
      // Of two agents who have had the call, the one who chose nothing takes nothing away.
      const chosen = disposition === null ? {} : { disposition };
      const facts = { wrap_up_ms: wrapUpMs, ...chosen, ...(notes === null ? {} : ofNotes(notes)) };
      keep({ callId, events: [event], facts });
    },
    keepRating(callId, { stars, comment }) {
      keep({ callId, events: [{ at: now(), kind: 'rated', stars, comment }], facts: { stars, comment } });
    },
  };
}
