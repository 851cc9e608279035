import type { QueueSettings } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import type { DeskFact } from '../desk/ports.js';
import { factsTo } from './factsTo.js';

const SUPPORT: Pick<QueueSettings, 'form' | 'consent'> = {
  consent: 'We keep what you write.',
  form: [
    { key: 'topic', kind: 'text', isRequired: false },
    { key: 'account', label: 'Your account', kind: 'text', isRequired: false },
  ],
};

/** What the records are told of these facts, in their order. */
function told(...facts: readonly DeskFact[]): unknown[] {
  const said: unknown[] = [];
  const notes = {
    keepForm: (...all: readonly unknown[]) => said.push(['form', ...all]),
    keepNotes: (...all: readonly unknown[]) => said.push(['notes', ...all]),
    keepWrapUp: (...all: readonly unknown[]) => said.push(['wrapUp', ...all]),
    keepRating: () => undefined,
  };
  const keep = factsTo(notes, (queueId) => (queueId === 'support' ? SUPPORT : null));
  for (const fact of facts) keep(fact);
  return said;
}

const of = { callId: 'c', agentId: 'ines', at: 9 };
const disposed: DeskFact = { kind: 'disposed', ...of, disposition: 'Solved', notes: 'Done.' };
const wrappedUp: DeskFact = { kind: 'wrappedUp', ...of, queueId: 'support', wrapUpMs: 7 };

describe('what the desk knows of a call', () => {
  it('goes into its record: the form, notes, and a wrap-up with what was chosen and how long it took', () => {
    const visit = { form: { account: '12 34', topic: 'My bill' }, consent: true, language: 'en' };
    expect(
      told(
        { kind: 'visited', callId: 'c', queueId: 'support', visit },
        { kind: 'noted', ...of, notes: 'Hm.' },
        disposed,
        wrappedUp,
      ),
    ).toEqual([
      ['form', 'c', { topic: 'My bill', 'Your account': '12 34' }, 'We keep what you write.'],
      ['notes', 'c', 'Hm.'],
      ['notes', 'c', 'Done.'],
      ['wrapUp', 'c', { agentId: 'ines', wrapUpMs: 7, disposition: 'Solved', notes: null }],
    ]);
  });

  it('is said anew where an agent has chosen a moment after the end, and of each agent for themself', () => {
    expect(told(wrappedUp, disposed, { ...wrappedUp, agentId: 'omar', wrapUpMs: 1 })).toEqual([
      ['wrapUp', 'c', { agentId: 'ines', wrapUpMs: 7, disposition: null, notes: null }],
      ['wrapUp', 'c', { agentId: 'ines', wrapUpMs: 7, disposition: 'Solved', notes: 'Done.' }],
      ['wrapUp', 'c', { agentId: 'omar', wrapUpMs: 1, disposition: null, notes: null }],
    ]);
  });

  it('is nothing where nothing was filled in', () => {
    expect(told({ kind: 'visited', callId: 'c', queueId: 'support', visit: null })).toEqual([]);
  });
});
