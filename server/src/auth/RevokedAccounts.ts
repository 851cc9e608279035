/** How long the token of an account lives, in ms: a change of role, and the end of an account, are felt within this time. */
export const ACCOUNT_TOKEN_MS = 10 * 60_000;

/**
 * The accounts that were disabled while tokens of theirs may still be good. In memory: such a token lives for ten minutes, so that is
 * how long one may be believed by another process, or by this one after a restart.
 */
export class RevokedAccounts {
  readonly #until = new Map<string, number>();

  add(userId: string): void {
    const now = Date.now();
    for (const [each, until] of this.#until) if (until <= now) this.#until.delete(each);
    this.#until.set(userId, now + ACCOUNT_TOKEN_MS);
  }

  /** The account is good again. */
  delete(userId: string): void {
    this.#until.delete(userId);
  }

  has(userId: string): boolean {
    return this.#until.has(userId);
  }
}
