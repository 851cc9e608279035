import type { FormField } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { asDraft, CONSENT, type Draft, emptyDraft, faultsOf, textOf } from './visit.js';

const field = (key: string, kind: FormField['kind'], isRequired = false): FormField => ({ key, kind, isRequired });
const FORM = [field('name', 'text', true), field('mail', 'email'), field('phone', 'phone'), field('topic', 'long')];
const DOOR = { form: FORM, consent: null, video: true };
const BLANK = emptyDraft(DOOR, 'Ada');

function draft(values: Record<string, string>, fields: Partial<Draft> = {}): Draft {
  return { ...BLANK, values: { name: 'Ada', ...values }, ...fields };
}

describe('what keeps a form from being sent', () => {
  it('is what is missing, and an agreement that was not given', () => {
    expect(faultsOf(DOOR, draft({}), 'en')).toEqual({});
    expect(faultsOf(DOOR, draft({ name: '  ' }), 'en')).toEqual({ name: 'missing' });
    const asking = { ...DOOR, consent: 'You agree.' };
    expect(faultsOf(asking, draft({}), 'en')).toEqual({ [CONSENT]: 'consent' });
    expect(faultsOf(asking, draft({}, { consent: true }), 'en')).toEqual({});
  });

  it.each(['ada@example', 'ada example.com', '@example.com'])('is "%s" for an e-mail address', (mail) => {
    expect(faultsOf(DOOR, draft({ mail }), 'en')).toEqual({ mail: 'email' });
  });

  it.each(['1234', '12345 ext', '++44 20'])('is "%s" for a phone number', (phone) => {
    expect(faultsOf(DOOR, draft({ phone }), 'en')).toEqual({ phone: 'phone' });
  });

  it.each(['+44 (0)20 7946-0958', '110 22 33', '138.0013.8000'])('is not "%s" for a phone number', (phone) => {
    expect(faultsOf(DOOR, draft({ phone, mail: 'ada@example.com' }), 'en')).toEqual({});
  });

  it('is what is too long, one field or all together', () => {
    expect(faultsOf(DOOR, draft({ name: 'A'.repeat(81) }), 'en')).toEqual({ name: 'tooLong' });
    expect(faultsOf(DOOR, draft({ topic: 'a'.repeat(1_001) }), 'en')).toEqual({ topic: 'tooLong' });
    const long = Array.from({ length: 6 }, (_, at) => field(`f${at}`, 'long'));
    const values = Object.fromEntries(long.map(({ key }, at) => [key, 'a'.repeat(700 + at)]));
    expect(faultsOf({ ...DOOR, form: long }, draft(values), 'en')).toEqual({ f5: 'tooLong' });
  });
});

it('sends what was filled in of the fields that there are', () => {
  const filled = draft({ topic: ' My card ', mail: '', gone: 'x' }, { consent: true });
  expect(JSON.parse(textOf(DOOR, filled, 'zh'))).toEqual({
    form: { name: 'Ada', topic: 'My card' },
    consent: true,
    language: 'zh',
  });
});

it('takes up what was stored, but for the agreement', () => {
  expect(asDraft({ values: { topic: 'My card', odd: 3 }, consent: true, video: false }, BLANK)).toEqual({
    values: { name: 'Ada', topic: 'My card' },
    consent: false,
    video: false,
  });
  expect(asDraft('x', BLANK)).toBe(BLANK);
});
