import { randomInt } from 'node:crypto';

/** Digits and small letters without those that are mistaken for one another when read aloud (0 o 1 l i u v). */
const ALPHABET = '23456789abcdefghjkmnpqrstwxyz';

/**
 * A guest's user id, such as `k7m-29q-xw4`: short enough to be read out over a telephone, since people dial by it.
 *
 * 29⁹ ≈ 1.4 × 10¹³ of them; it names someone, it opens nothing.
 */
export function guestId(): string {
  const group = () => Array.from({ length: 3 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${group()}-${group()}-${group()}`;
}

const GUEST_ID = new RegExp(`^[${ALPHABET}]{3}(?:-[${ALPHABET}]{3}){2}$`);

/** Whether this is an id as guests get it. */
export function isGuestId(userId: string): boolean {
  return GUEST_ID.test(userId);
}
