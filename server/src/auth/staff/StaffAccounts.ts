import { randomBytes } from 'node:crypto';
import type { StaffMember, StaffRole } from '@frontdesk/protocol';
import { sql, type Transaction } from 'kysely';
import type { Database } from '../../records/database/openDatabase.js';
import type { Tables } from '../../records/database/tables.js';
import { guestId } from '../guestId.js';

/** Someone who is to get an account. */
export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  /** As better-auth hashes it. */
  readonly passwordHash: string;
}

/** What of an account is changed; what is left out stays. */
export interface AccountChange {
  readonly name?: string | undefined;
  readonly role?: StaffRole | undefined;
  readonly isDisabled?: boolean | undefined;
}

export type Changed =
  | { readonly ok: true; readonly before: StaffMember; readonly after: StaffMember }
  | { readonly ok: false; readonly why: 'unknown' | 'lastAdmin' };

/** The id of an account: it can be read out like a guest's, and is never one's. */
export function staffId(): string {
  return `staff-${guestId()}`;
}

/** The rows of one who signs in by a password. */
const CREDENTIAL = 'credential';

/**
 * The accounts of staff: what better-auth leaves to whoever uses it. It signs people in; here accounts are made, changed and ended,
 * each in one transaction.
 */
export class StaffAccounts {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async hasAdmin(db: Database = this.#db): Promise<boolean> {
    const admin = await admins(db).limit(1).executeTakeFirst();
    return admin !== undefined;
  }

  /** Everybody, by name. */
  async all(): Promise<readonly StaffMember[]> {
    return members(this.#db);
  }

  async find(by: { readonly userId: string } | { readonly email: string }): Promise<StaffMember | null> {
    const [member] = await members(this.#db, 'userId' in by ? { id: by.userId } : { email: by.email });
    return member ?? null;
  }

  /** Makes an account with a password; null if that address has one already. */
  async make(trx: Transaction<Tables>, { name, email, role, passwordHash }: NewAccount): Promise<string | null> {
    const at = new Date().toISOString();
    const id = staffId();
    const times = { created_at: at, updated_at: at };
    const made = await trx
      .insertInto('staff_users')
      .values({ id, name, email, role, email_verified: sql<boolean>`true`, disabled_at: null, ...times })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== 1n) return null;
    await setPassword(trx, id, passwordHash);
    return id;
  }

  /** Sets someone's password, and ends where they are signed in: their address; null if there is no such account, or it is disabled. */
  async reset(trx: Transaction<Tables>, userId: string, passwordHash: string): Promise<string | null> {
    const account = await trx
      .selectFrom('staff_users')
      .select(['email', 'disabled_at'])
      .where('id', '=', userId)
      .executeTakeFirst();
    if (!account || account.disabled_at !== null) return null;
    await setPassword(trx, userId, passwordHash);
    await trx.deleteFrom('staff_sessions').where('user_id', '=', userId).execute();
    return account.email;
  }

  /** Forgets where people were signed in once. */
  async forgetExpired(): Promise<void> {
    await this.#db.deleteFrom('staff_sessions').where('expires_at', '<', new Date().toISOString()).execute();
  }

  /** Changes an account, unless nobody would be left who can change accounts. One that is disabled is signed out everywhere. */
  change(userId: string, { name, role, isDisabled }: AccountChange): Promise<Changed> {
    return this.#db.transaction().execute(async (trx): Promise<Changed> => {
      // Two admins who take each other's role away at the same moment come here one after the other: this locks all of them.
      await trx.updateTable('staff_users').set({ role: 'admin' }).where('role', '=', 'admin').execute();
      const [before] = await members(trx, { id: userId });
      if (!before) return { ok: false, why: 'unknown' };
      const after = {
        ...before,
        name: name ?? before.name,
        role: role ?? before.role,
        isDisabled: isDisabled ?? before.isDisabled,
      };
      const isAdmin = (member: StaffMember): boolean => member.role === 'admin' && !member.isDisabled;
      if (isAdmin(before) && !isAdmin(after)) {
        const others = await admins(trx).where('id', '<>', userId).limit(1).executeTakeFirst();
        if (!others) return { ok: false, why: 'lastAdmin' };
      }
      await trx
        .updateTable('staff_users')
        .set({
          name: after.name,
          role: after.role,
          updated_at: new Date().toISOString(),
          ...(before.isDisabled === after.isDisabled ? {} : { disabled_at: after.isDisabled ? Date.now() : null }),
        })
        .where('id', '=', userId)
        .execute();
      if (after.isDisabled) await trx.deleteFrom('staff_sessions').where('user_id', '=', userId).execute();
      return { ok: true, before, after };
    });
  }
}

function admins(db: Database) {
  return db.selectFrom('staff_users').select('id').where('role', '=', 'admin').where('disabled_at', 'is', null);
}

async function setPassword(trx: Transaction<Tables>, userId: string, password: string): Promise<void> {
  const at = new Date().toISOString();
  await trx
    .insertInto('staff_accounts')
    .values({
      id: randomBytes(16).toString('hex'),
      account_id: userId,
      provider_id: CREDENTIAL,
      user_id: userId,
      password,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.columns(['provider_id', 'account_id']).doUpdateSet({ password, updated_at: at }))
    .execute();
}

async function members(db: Database, only: { id?: string; email?: string } = {}): Promise<StaffMember[]> {
  const users = await db
    .selectFrom('staff_users')
    .select(['id', 'name', 'email', 'role', 'disabled_at', 'created_at'])
    .$if(only.id !== undefined, (query) => query.where('id', '=', only.id ?? ''))
    .$if(only.email !== undefined, (query) => query.where('email', '=', only.email ?? ''))
    .orderBy('name')
    .orderBy('id')
    .execute();
  const ways = await db
    .selectFrom('staff_accounts')
    .select(['user_id', 'provider_id'])
    .$if(users.length === 1, (query) => query.where('user_id', '=', users[0]?.id ?? ''))
    .orderBy('provider_id')
    .execute();
  return users.map(({ id, name, email, role, disabled_at, created_at }) => ({
    userId: id,
    name,
    email,
    role,
    isDisabled: disabled_at !== null,
    signsInBy: ways
      .filter((way) => way.user_id === id)
      .map((way) => (way.provider_id === CREDENTIAL ? 'password' : 'oidc')),
    createdAt: new Date(created_at).getTime(),
  }));
}
