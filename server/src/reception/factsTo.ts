import type { QueueSettings } from '@frontdesk/protocol';
import type { DeskFact, FactKeeper } from '../desk/ports.js';
import { filledIn } from '../desk/visit.js';
import type { CallNotes } from './ports.js';

/** Wrap-ups whose words are remembered, in case that an agent says more a moment after its end. */
const REMEMBERED = 1_000;

interface WrapUp {
  disposition: string | null;
  /** Null while it goes on. */
  wrapUpMs: number | null;
}

/** Writes what the desk knows of calls into the records: of a wrap-up, what was chosen and how long it took, as one. */
export function factsTo(
  notes: CallNotes,
  queueOf: (queueId: string) => Pick<QueueSettings, 'form' | 'consent'> | null,
): FactKeeper {
  const wrapUps = new Map<string, WrapUp>();
  const wrapUpOf = ({ callId, agentId }: { readonly callId: string; readonly agentId: string }): WrapUp => {
    const key = `${callId} ${agentId}`;
    const wrapUp = wrapUps.get(key) ?? { disposition: null, wrapUpMs: null };
    wrapUps.set(key, wrapUp);
    for (const oldest of wrapUps.keys()) {
      if (wrapUps.size <= REMEMBERED) break;
      wrapUps.delete(oldest);
    }
    return wrapUp;
  };
  return (fact: DeskFact) => {
    const { callId } = fact;
    if (fact.kind === 'visited') {
      const { visit } = fact;
      const queue = queueOf(fact.queueId);
      if (!visit || !queue) return;
      // The labels of today: the operator may ask something else tomorrow.
      const form = Object.fromEntries(filledIn(visit, queue.form).map(({ label, value }) => [label, value]));
      notes.keepForm(callId, form, visit.consent ? queue.consent : null);
      return;
    }
    if (fact.kind === 'noted') return notes.keepNotes(callId, fact.notes);
    const { agentId } = fact;
    const wrapUp = wrapUpOf(fact);
    if (fact.kind === 'wrappedUp') {
      wrapUp.wrapUpMs = fact.wrapUpMs;
      notes.keepWrapUp(callId, { agentId, wrapUpMs: fact.wrapUpMs, disposition: wrapUp.disposition, notes: null });
      return;
    }
    wrapUp.disposition = fact.disposition ?? wrapUp.disposition;
    const { disposition, wrapUpMs } = wrapUp;
    // Its end follows at once, and says it with the time that it took; after the end it is said anew.
    if (wrapUpMs === null) notes.keepNotes(callId, fact.notes);
    else notes.keepWrapUp(callId, { agentId, wrapUpMs, disposition, notes: fact.notes });
  };
}
