import { Attempts } from './Attempts.js';
import type { KnownDevice } from './KnownDevice.js';

const WINDOW_MS = 15 * 60_000;

/** Wrong passwords in a window. A company behind one address has many people who mistype; one account has one. */
const PER_ADDRESS = 30;
/** From all browsers together that the account is not known to: 480 a day, however many machines try. */
const PER_ACCOUNT = 5;
/** From a browser that has been signed in to this account: nobody else can use these up. */
const PER_KNOWN_DEVICE = 10;

/** Who tries a password. */
export interface Try {
  readonly address: string;
  readonly email: string;
  /** The browser's mark, if it has one. */
  readonly mark: string | undefined;
}

/** Bounds how many wrong passwords can be tried. Nobody waits longer than a quarter of an hour. */
export class SignInLimit {
  readonly #device: KnownDevice;
  readonly #byAddress = new Attempts(PER_ADDRESS, WINDOW_MS);
  readonly #byAccount = new Attempts(PER_ACCOUNT, WINDOW_MS);
  readonly #byDevice = new Attempts(PER_KNOWN_DEVICE, WINDOW_MS);

  constructor(device: KnownDevice) {
    this.#device = device;
  }

  /** Counts a try: how long to wait instead, in ms, or what to call if the password was right. */
  begin(attempt: Try, now: number): { readonly waitMs: number; readonly wasRight: () => void } {
    const { key, isKnown } = this.#device.countedBy(attempt.email, attempt.mark);
    const counts = isKnown ? this.#byDevice : this.#byAccount;
    const waitMs = Math.max(this.#byAddress.waitMs(attempt.address, now), counts.waitMs(key, now));
    if (waitMs > 0) return { waitMs, wasRight: () => undefined };
    this.#byAddress.take(attempt.address, now);
    counts.take(key, now);
    return {
      waitMs: 0,
      wasRight: () => {
        this.#byAddress.giveBack(attempt.address);
        counts.giveBack(key);
      },
    };
  }
}
