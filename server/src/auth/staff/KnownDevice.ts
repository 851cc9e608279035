import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a browser is known after a sign-in, in seconds. */
export const KNOWN_DEVICE_S = 90 * 24 * 3_600;

/**
 * A mark that a browser gets with a sign-in, for one email address: who has it tries passwords on an account of their own.
 *
 * Without it, a stranger who tries passwords would lock the person out, or, were they not counted by account, could go on for ever.
 * It opens nothing, and says nothing of the address to who reads it.
 */
export class KnownDevice {
  readonly #key: string;

  /** `secret` is of the installation. */
  constructor(secret: string) {
    this.#key = secret;
  }

  mark(email: string): string {
    const nonce = randomBytes(12).toString('base64url');
    return `${nonce}.${this.#mac(email, nonce)}`;
  }

  /** What tries of this browser on this account are counted by: its own key, or, of a stranger, that of all strangers. */
  countedBy(email: string, mark: string | undefined): { readonly key: string; readonly isKnown: boolean } {
    // Fixed in length, whatever someone types.
    const account = createHash('sha256').update(email).digest('base64url');
    const [nonce = '', mac = '', ...rest] = mark?.split('.') ?? [];
    const given = Buffer.from(mac);
    const expected = Buffer.from(this.#mac(email, nonce));
    const isKnown = rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
    return isKnown ? { key: `${account} ${nonce}`, isKnown } : { key: account, isKnown };
  }

  #mac(email: string, nonce: string): string {
    return createHmac('sha256', this.#key).update(`known device\n${nonce}\n${email}`).digest('base64url');
  }
}
