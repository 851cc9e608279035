import { expect, it } from 'vitest';
import type { CallFacts, ToKeep } from './RecordEntry.js';
import { recordNotes } from './RecordNotes.js';

it('an agent who chose nothing takes no disposition away that another has chosen', () => {
  const kept: ToKeep[] = [];
  const notes = recordNotes(
    (it) => kept.push(it),
    () => 7,
  );
  notes.keepWrapUp('call', { agentId: 'ines', wrapUpMs: 9_000, disposition: 'Solved', notes: null });
  notes.keepWrapUp('call', { agentId: 'omar', wrapUpMs: 4_000, disposition: null, notes: null });
  const facts: CallFacts = Object.assign({}, ...kept.map((each) => each.facts));
  expect(facts).toEqual({ wrap_up_ms: 4_000, disposition: 'Solved' });
  // Who chose what stands in the timeline.
  expect(kept.flatMap(({ events }) => events)).toEqual([
    { at: 7, kind: 'wrappedUp', agentId: 'ines', wrapUpMs: 9_000, disposition: 'Solved' },
    { at: 7, kind: 'wrappedUp', agentId: 'omar', wrapUpMs: 4_000, disposition: null },
  ]);
});
