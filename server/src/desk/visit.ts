import type { FormField, Visit } from '@frontdesk/protocol';
import type { DeskCall, Queue } from './ports.js';

/** The field that the token answers where the form does not. */
const NAME = 'name';

/**
 * Whether a customer has filled in what this queue asks for. A program that calls with no form at all is taken where nothing but
 * a name is asked for: the token has one.
 */
export function isComplete({ visit, caller }: DeskCall, { form, consent }: Pick<Queue, 'form' | 'consent'>): boolean {
  if (consent !== null && visit?.consent !== true) return false;
  return form.every((field) =>
    isAnswered(field, answerTo(field.key, visit) || (field.key === NAME ? caller.name : '')),
  );
}

/** What the customer filled in, in the words and the order of the form. */
export function filledIn(
  visit: Visit | null,
  form: readonly FormField[],
): readonly { readonly label: string; readonly value: string }[] {
  return form.flatMap(({ key, label }) => {
    const value = answerTo(key, visit);
    return value === '' ? [] : [{ label: label ?? key, value }];
  });
}

function answerTo(key: string, visit: Visit | null): string {
  const form = visit?.form ?? {};
  return Object.hasOwn(form, key) ? (form[key]?.trim() ?? '') : '';
}

/** What is no yes. */
const NO: ReadonlySet<string> = new Set(['no', 'false']);

/** Said in full where it must be, and in the form's own terms where it is said. */
function isAnswered({ kind, isRequired, options }: FormField, answer: string): boolean {
  if (answer === '') return !isRequired;
  if (kind === 'choice') return options?.includes(answer) ?? true;
  return kind !== 'yes' || !isRequired || !NO.has(answer);
}
