import type { FormField, QueueDoor, Visit } from '@frontdesk/protocol';

/** What the customer has filled in so far, by the fields' keys; `consent` stands apart. */
export interface Draft {
  readonly values: Readonly<Record<string, string>>;
  readonly consent: boolean;
  readonly video: boolean;
}

/** What is wrong with a field; the consent's key is `consent`. */
export type Fault = 'missing' | 'email' | 'phone' | 'tooLong' | 'consent';

/** By key, in the order of the form. */
export type Faults = Readonly<Record<string, Fault>>;

/** Under this key stands what is wrong with the consent: no field of a form can have it. */
export const CONSENT = '?consent';

/** How much a field holds, and all of it together as the request carries it. */
const FIELD_LENGTH = 1_000;
const NAME_LENGTH = 80;
const TEXT_LENGTH = 4_096;
/** What a "yes" is on the wire. */
export const YES = 'yes';

export function emptyDraft({ form, video }: Pick<QueueDoor, 'form' | 'video'>, name: string): Draft {
  const values = form.some(({ key }) => key === 'name') ? { name } : {};
  return { values, consent: false, video };
}

/** How much a field may hold. */
export function lengthOf(key: string): number {
  return key === 'name' ? NAME_LENGTH : FIELD_LENGTH;
}

/** What keeps this draft from being sent. The server looks too; this says it before. */
export function faultsOf(door: Pick<QueueDoor, 'form' | 'consent'>, draft: Draft, language: string): Faults {
  const found = door.form.flatMap((field) => {
    const fault = faultOf(field, (draft.values[field.key] ?? '').trim());
    return fault ? [[field.key, fault] as const] : [];
  });
  if (door.consent !== null && !draft.consent) found.push([CONSENT, 'consent']);
  if (found.length === 0 && textOf(door, draft, language).length > TEXT_LENGTH) {
    const longest = [...door.form].sort((one, two) => sizeOf(draft, two) - sizeOf(draft, one))[0];
    if (longest) found.push([longest.key, 'tooLong']);
  }
  return Object.fromEntries(found);
}

/** What goes with the request. */
export function textOf(door: Pick<QueueDoor, 'form' | 'consent'>, draft: Draft, language: string): string {
  const visit: Visit = { form: formOf(door, draft), consent: draft.consent, language };
  return JSON.stringify(visit);
}

/** What was filled in of the fields that there are; empty ones are left out. */
export function formOf({ form }: Pick<QueueDoor, 'form'>, { values }: Draft): Visit['form'] {
  const filled = form.map(({ key }) => [key, (values[key] ?? '').trim()] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}

/** What a page stored of a draft, as far as it can be used. */
export function asDraft(value: unknown, blank: Draft): Draft {
  if (typeof value !== 'object' || value === null) return blank;
  const { values, video } = value as Record<string, unknown>;
  if (typeof values !== 'object' || values === null) return blank;
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  // An agreement is given anew each time.
  return {
    values: { ...blank.values, ...Object.fromEntries(texts) },
    consent: false,
    video: typeof video === 'boolean' ? video && blank.video : blank.video,
  };
}

function faultOf({ key, kind, isRequired }: FormField, value: string): Fault | null {
  if (value === '') return isRequired ? 'missing' : null;
  if (value.length > lengthOf(key)) return 'tooLong';
  if (kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return 'email';
  if (kind === 'phone' && !isPhone(value)) return 'phone';
  return null;
}

/** At least five digits, and between them what people write there. */
function isPhone(value: string): boolean {
  return /^\+?[\d\s().\-/]+$/.test(value) && value.replaceAll(/\D/g, '').length >= 5;
}

function sizeOf({ values }: Draft, { key }: FormField): number {
  return values[key]?.length ?? 0;
}
