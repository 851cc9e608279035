import type { FormField, Visit } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { filledIn, isComplete } from './visit.js';

const FORM: readonly FormField[] = [
  { key: 'name', kind: 'text', isRequired: true },
  { key: 'topic', kind: 'long', isRequired: false },
  { key: 'product', label: 'Which product?', kind: 'choice', isRequired: true, options: ['A', 'B'] },
];

function visit(form: Record<string, string>, consent = false): Visit {
  return { form, consent, language: 'en' };
}

/** Whether a customer with a token for Zoe has filled in enough. */
function isEnough(given: Visit | null, form = FORM, consent: string | null = null): boolean {
  const caller = { userId: 'z', name: 'Zoe' };
  const call = { callId: 'c', state: 'deciding', queueId: 'q', callee: null, targets: [], requestedAt: 0 } as const;
  return isComplete({ ...call, caller, startedAt: null, isAway: false, room: null, visit: given }, { form, consent });
}

describe('what a customer has filled in', () => {
  it('[visit] is enough with every required answer, and one of the choices', () => {
    expect(isEnough(visit({ name: 'Zoe', product: 'A' }))).toBe(true);
    expect(isEnough(visit({ name: 'Zoe' }))).toBe(false);
    expect(isEnough(visit({ name: 'Zoe', product: 'C' }))).toBe(false);
    expect(isEnough(visit({ name: 'Zoe', product: '  ' }))).toBe(false);
    expect(isEnough(visit(JSON.parse('{"__proto__": "A", "constructor": "A"}')))).toBe(false);
  });

  it('[visit] needs no name where the token has one, so a call without a form may be enough', () => {
    expect(isEnough(visit({ product: 'B' }))).toBe(true);
    expect([isEnough(null), isEnough(null, FORM.slice(0, 2))]).toEqual([false, true]);
  });

  it('[visit] is not enough without the consent that is asked for', () => {
    expect(isEnough(null, [], 'We record calls.')).toBe(false);
    expect(isEnough(visit({}), [], 'We record calls.')).toBe(false);
    expect(isEnough(visit({}, true), [], 'We record calls.')).toBe(true);
  });

  it('takes anything but a no for a required yes', () => {
    const form: FormField[] = [{ key: 'adult', kind: 'yes', isRequired: true }];
    const answers = ['yes', 'no', 'false', ''].map((adult) => isEnough(visit({ adult }), form));
    expect(answers).toEqual([true, false, false, false]);
  });

  it('reads in the order and the words of the form, and holds nothing that was not asked', () => {
    const given = visit({ other: 'x', product: 'A', name: 'Zoe', toString: 'x' });
    expect(filledIn(given, FORM)).toEqual([
      { label: 'name', value: 'Zoe' },
      { label: 'Which product?', value: 'A' },
    ]);
    expect(filledIn(null, FORM)).toEqual([]);
  });
});
