import { createHash, randomBytes } from 'node:crypto';
import type { Invitation, LinkView, StaffRole } from '@frontdesk/protocol';
import type { Transaction } from 'kysely';
import type { Database } from '../../records/database/openDatabase.js';
import type { StaffLinksTable, Tables } from '../../records/database/tables.js';

/** How long a link is good, in ms. An invitation waits for someone who is on holiday; a reset is handed over at once. */
const LINK_MS = { firstAdmin: 30 * 86_400_000, invitation: 7 * 86_400_000, reset: 86_400_000 } as const;

export type LinkKind = StaffLinksTable['kind'];

/** What a link is for. */
export interface LinkAbout {
  readonly kind: LinkKind;
  readonly userId?: string;
  readonly email?: string;
  readonly name?: string;
  readonly role?: StaffRole;
}

/** A link that was taken: it was good, and is gone. */
export type TakenLink = Pick<StaffLinksTable, 'kind' | 'user_id' | 'email' | 'name' | 'role'>;

/** Links that are good once. Whoever reads the database can't make use of them: it holds a hash of the secret. */
export class OneTimeLinks {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Makes a link; those before it for the same end are no longer good. */
  async make({ kind, userId, email, name, role }: LinkAbout): Promise<{ secret: string; expiresAt: number }> {
    const secret = randomBytes(32).toString('base64url');
    const expiresAt = Date.now() + LINK_MS[kind];
    await this.#db.transaction().execute(async (trx) => {
      await trx.deleteFrom('staff_links').where('expires_at', '<=', Date.now()).execute();
      await trx
        .deleteFrom('staff_links')
        .where('kind', '=', kind)
        .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
        .$if(email !== undefined, (query) => query.where('email', '=', email ?? ''))
        .execute();
      await trx
        .insertInto('staff_links')
        .values({
          hash: hashOf(secret),
          link_id: randomBytes(9).toString('base64url'),
          kind,
          user_id: userId ?? null,
          email: email ?? null,
          name: name ?? null,
          role: role ?? null,
          expires_at: expiresAt,
        })
        .execute();
    });
    return { secret, expiresAt };
  }

  /** What a link is for, if it is good. Of a reset the caller adds whose it is. */
  async look(secret: string): Promise<(LinkView & { readonly userId: string | null }) | null> {
    const link = await this.#db
      .selectFrom('staff_links')
      .select(['kind', 'name', 'email', 'user_id', 'expires_at'])
      .where('hash', '=', hashOf(secret))
      .where('expires_at', '>', Date.now())
      .executeTakeFirst();
    if (!link) return null;
    return { kind: link.kind, name: link.name, email: link.email, userId: link.user_id, expiresAt: link.expires_at };
  }

  /** Uses a link up; null if it is none, was used, or has expired. Of two who come with it at the same time one gets it. */
  async take(trx: Transaction<Tables>, secret: string, kinds: readonly LinkKind[]): Promise<TakenLink | null> {
    const link = await trx
      .deleteFrom('staff_links')
      .where('hash', '=', hashOf(secret))
      .where('kind', 'in', [...kinds])
      .where('expires_at', '>', Date.now())
      .returning(['kind', 'user_id', 'email', 'name', 'role'])
      .executeTakeFirst();
    return link ?? null;
  }

  /** The invitations that nobody has followed yet. */
  async invitations(): Promise<readonly Invitation[]> {
    const links = await openInvitations(this.#db).orderBy('email').execute();
    return links.flatMap(({ link_id, email, name, role, expires_at }) =>
      email !== null && name !== null && role !== null
        ? [{ invitationId: link_id, email, name, role, expiresAt: expires_at }]
        : [],
    );
  }

  /** The role that an open invitation to this address gives. */
  async invitedAs(email: string): Promise<StaffRole | null> {
    const link = await openInvitations(this.#db).where('email', '=', email).executeTakeFirst();
    return link?.role ?? null;
  }

  /** Takes an invitation back; false if there is none. */
  async withdraw(by: { readonly invitationId: string } | { readonly email: string }): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('staff_links')
      .where('kind', '=', 'invitation')
      .where('invitationId' in by ? 'link_id' : 'email', '=', 'invitationId' in by ? by.invitationId : by.email)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** Somebody has become the first admin by other means. */
  async forgetFirstAdmin(): Promise<void> {
    await this.#db.deleteFrom('staff_links').where('kind', '=', 'firstAdmin').execute();
  }
}

function openInvitations(db: Database) {
  return db
    .selectFrom('staff_links')
    .select(['link_id', 'email', 'name', 'role', 'expires_at'])
    .where('kind', '=', 'invitation')
    .where('expires_at', '>', Date.now());
}

/** The secret is random and long, so that a plain hash can't be turned back. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
