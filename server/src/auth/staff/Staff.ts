import type { LinkView, StaffMember, StaffRole } from '@frontdesk/protocol';
import type { Transaction } from 'kysely';
import type { Database } from '../../records/database/openDatabase.js';
import type { Tables } from '../../records/database/tables.js';
import type { RevokedAccounts } from '../RevokedAccounts.js';
import { OneTimeLinks } from './OneTimeLinks.js';
import { type AccountChange, type Changed, StaffAccounts } from './StaffAccounts.js';

/** A line in the log for each act: who did what to whom. Neither names nor addresses of people. */
export type Audit = (words: string, of: Readonly<Record<string, unknown>>) => void;

export interface StaffParts {
  readonly db: Database;
  readonly revoked: RevokedAccounts;
  readonly audit: Audit;
}

/** A link that was made. Its secret is known now, and never again. */
export interface MadeLink {
  readonly secret: string;
  readonly expiresAt: number;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
}

/** Somebody followed a link and chose a password: whose it is now. `link`: it is not good. `email`: that address has an account. */
export type Followed =
  | { readonly ok: true; readonly userId: string; readonly email: string }
  | { readonly ok: false; readonly why: 'link' | 'email' };

/** Takes back the use of a link that came to nothing. */
class EmailTaken extends Error {}

/** Who works here: the first admin, invitations, passwords by link, roles, and the end of an account. */
export class Staff {
  readonly accounts: StaffAccounts;
  readonly links: OneTimeLinks;
  readonly #parts: StaffParts;
  #hasAdmin = false;
  #onEnded: (userId: string) => Promise<void> = async () => undefined;

  constructor(parts: StaffParts) {
    this.#parts = parts;
    this.accounts = new StaffAccounts(parts.db);
    this.links = new OneTimeLinks(parts.db);
  }

  /** Who is to be told that an account ended: whoever holds the lines of its user. */
  watchEnds(onEnded: (userId: string) => Promise<void>): void {
    this.#onEnded = onEnded;
  }

  /** Whether nobody can make accounts yet. The last admin stays one, so it is asked no more once there was one. */
  async needsFirstAdmin(): Promise<boolean> {
    this.#hasAdmin ||= await this.accounts.hasAdmin();
    return !this.#hasAdmin;
  }

  /** The link for the first admin; null where there is an admin. One that was made before is no longer good. */
  async firstAdminLink(): Promise<MadeLink | null> {
    return (await this.needsFirstAdmin()) ? this.links.make({ kind: 'firstAdmin' }) : null;
  }

  async becomeFirstAdmin(secret: string, who: Omit<NewPerson, 'role'>, password: string): Promise<Followed> {
    // Looked at before the work of a hash, which a wrong secret must not cost us.
    if ((await this.links.look(secret))?.kind !== 'firstAdmin') return { ok: false, why: 'link' };
    const passwordHash = await hashOf(password);
    const followed = await this.#follow(async (trx) => {
      const link = await this.links.take(trx, secret, ['firstAdmin']);
      if (!link || (await this.accounts.hasAdmin(trx))) return { ok: false, why: 'link' };
      return this.#make(trx, { ...who, role: 'admin' }, passwordHash);
    });
    if (followed.ok) this.#parts.audit('the first admin has come', { userId: followed.userId });
    return followed;
  }

  /** Invites someone; null if that address has an account. An invitation that was made before is no longer good. */
  async invite(by: string, { email, name, role }: NewPerson): Promise<MadeLink | null> {
    if (await this.accounts.find({ email })) return null;
    const link = await this.links.make({ kind: 'invitation', email, name, role });
    this.#parts.audit('someone was invited', { by, role });
    return link;
  }

  async withdraw(by: string, invitationId: string): Promise<boolean> {
    const isWithdrawn = await this.links.withdraw({ invitationId });
    if (isWithdrawn) this.#parts.audit('an invitation was taken back', { by });
    return isWithdrawn;
  }

  /** A link to a new password; null for an account that is not there, or is disabled. The password before stays good until then. */
  async resetLink(by: string, userId: string): Promise<MadeLink | null> {
    const account = await this.accounts.find({ userId });
    if (!account || account.isDisabled) return null;
    const link = await this.links.make({ kind: 'reset', userId });
    this.#parts.audit('a link to a new password was made', { by, userId });
    return link;
  }

  /** What a link is for; null if it is not good. */
  async look(secret: string): Promise<LinkView | null> {
    const link = await this.links.look(secret);
    if (!link) return null;
    const { userId, ...view } = link;
    if (userId === null) return view;
    const account = await this.accounts.find({ userId });
    return account && { ...view, name: account.name, email: account.email };
  }

  /** Follows an invitation, or a link to a new password. */
  async accept(secret: string, password: string): Promise<Followed> {
    const link = await this.links.look(secret);
    if (!link || link.kind === 'firstAdmin') return { ok: false, why: 'link' };
    const passwordHash = await hashOf(password);
    const followed = await this.#follow(async (trx) => {
      const taken = await this.links.take(trx, secret, ['invitation', 'reset']);
      if (!taken) return { ok: false, why: 'link' };
      const { user_id: userId, email, name, role } = taken;
      if (email !== null && name !== null && role !== null) return this.#make(trx, { email, name, role }, passwordHash);
      const whose = userId === null ? null : await this.accounts.reset(trx, userId, passwordHash);
      return whose === null || userId === null ? { ok: false, why: 'link' } : { ok: true, userId, email: whose };
    });
    if (followed.ok) this.#parts.audit(`a link was followed: ${link.kind}`, { userId: followed.userId });
    return followed;
  }

  /** Changes an account. One that is disabled is signed out, gets no token any more, and its pages are closed. */
  async change(by: string, userId: string, change: AccountChange): Promise<Changed> {
    const changed = await this.accounts.change(userId, change);
    if (!changed.ok) return changed;
    const { before, after } = changed;
    if (before.role !== after.role) {
      this.#parts.audit('a role was changed', { by, userId, from: before.role, to: after.role });
    }
    if (before.isDisabled !== after.isDisabled) {
      this.#parts.audit(after.isDisabled ? 'an account was disabled' : 'an account was enabled', { by, userId });
    }
    if (after.isDisabled) await this.#end(after);
    else this.#parts.revoked.delete(userId);
    return changed;
  }

  async #end({ userId }: StaffMember): Promise<void> {
    this.#parts.revoked.add(userId);
    await this.#onEnded(userId);
  }

  async #make(trx: Transaction<Tables>, who: NewPerson, passwordHash: string): Promise<Followed> {
    const userId = await this.accounts.make(trx, { ...who, passwordHash });
    if (userId === null) throw new EmailTaken();
    return { ok: true, userId, email: who.email };
  }

  /** All of it or nothing: where it fails, the link stays good. Nothing inside may ask the database but by `trx`. */
  async #follow(steps: (trx: Transaction<Tables>) => Promise<Followed>): Promise<Followed> {
    try {
      return await this.#parts.db.transaction().execute(steps);
    } catch (error) {
      if (error instanceof EmailTaken) return { ok: false, why: 'email' };
      throw error;
    }
  }
}

/** As better-auth hashes: scrypt, on another thread. Loaded when it is needed first. */
async function hashOf(password: string): Promise<string> {
  const { hashPassword } = await import('better-auth/crypto');
  return hashPassword(password);
}
