import type { StaffMember, StaffRole } from '@frontdesk/protocol';
import type { Logger } from 'pino';
import type { Database } from '../../records/database/openDatabase.js';
import { admit } from './admission.js';
import { type AuthPorts, type Brought, CONSOLE, PROVIDER } from './authOptions.js';
import type { OidcSettings } from './OidcSettings.js';
import { type Auth, openAuth } from './openAuth.js';
import type { Staff } from './Staff.js';

export interface SignInParts {
  readonly db: Database;
  readonly staff: Staff;
  /** Signs and encrypts cookies. */
  readonly secret: string;
  readonly oidc: OidcSettings | null;
  /** The origins that pages may come from; known when the server listens. */
  readonly origins: () => ReadonlySet<string>;
  readonly log: Logger;
}

/** Where a request comes from: its page's origin, one of ours, and its cookies. */
export interface Visitor {
  readonly origin: string;
  readonly cookie: string;
}

/** What a browser is to keep, as `Set-Cookie` headers. */
export type Cookies = readonly string[];

export type SignedIn =
  | { readonly ok: true; readonly cookies: Cookies }
  | { readonly ok: false; readonly why: 'wrong' | 'disabled' };

/** How long the provider may take to say where it is, in ms. */
const PROVIDER_MS = 8_000;

/** Who is signed in where: sign-in by password or by the company's own sign-in, and sign-out. What better-auth does, in our words. */
export class SignIn {
  readonly #parts: SignInParts;
  /** One for each origin, since cookies and the way back from a provider depend on it; made when it is needed. */
  readonly #auths = new Map<string, Promise<Auth>>();
  /** Roles of people whom the provider brought, between being let in and getting their account. */
  readonly #letIn = new Map<string, StaffRole>();

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** What stands on the button of the company's own sign-in; null where there is none. */
  get providerName(): string | null {
    return this.#parts.oidc?.name ?? null;
  }

  async byPassword(visitor: Visitor, email: string, password: string): Promise<SignedIn> {
    const response = await this.#ask(visitor, '/sign-in/email', { email, password, rememberMe: true });
    if (response.ok) return { ok: true, cookies: response.headers.getSetCookie() };
    if (response.status === 403) return { ok: false, why: 'disabled' };
    if (response.status === 401 || response.status === 400) return { ok: false, why: 'wrong' };
    throw new Error(`a sign-in failed: ${response.status} ${await response.text()}`);
  }

  /** Whose cookie it is, if it is good, and the cookie anew where it is time for that. */
  async whoIs(visitor: Visitor): Promise<{ readonly member: StaffMember; readonly cookies: Cookies } | null> {
    const response = await this.#ask(visitor, '/get-session');
    const session = response.ok ? ((await response.json()) as { user?: { id?: unknown } } | null) : null;
    const userId = session?.user?.id;
    const member = typeof userId === 'string' ? await this.#parts.staff.accounts.find({ userId }) : null;
    return member && { member, cookies: response.headers.getSetCookie() };
  }

  async signOut(visitor: Visitor): Promise<Cookies> {
    const response = await this.#ask(visitor, '/sign-out', {});
    return response.headers.getSetCookie();
  }

  /** Changes one's own password, and signs out everywhere else; null if it is not the password, or one is not signed in. */
  async changePassword(visitor: Visitor, currentPassword: string, newPassword: string): Promise<Cookies | null> {
    const body = { currentPassword, newPassword, revokeOtherSessions: true };
    const response = await this.#ask(visitor, '/change-password', body);
    return response.ok ? response.headers.getSetCookie() : null;
  }

  /** Where the company's own sign-in begins; null if the provider can't be reached. */
  async byProvider(visitor: Visitor, callbackURL: string): Promise<{ url: string; cookies: Cookies } | null> {
    const body = { provider: PROVIDER, callbackURL, errorCallbackURL: callbackURL, disableRedirect: true };
    const asked = this.#ask(visitor, '/sign-in/social', body, true).catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, 'the company’s sign-in could not be reached');
      return null;
    });
    const response = await Promise.race([asked, later(PROVIDER_MS)]);
    const said = response?.ok ? ((await response.json()) as { url?: unknown }) : null;
    if (!response || typeof said?.url !== 'string') {
      // Asked anew by whoever comes next.
      this.#auths.delete(key(visitor.origin, true));
      return null;
    }
    return { url: said.url, cookies: response.headers.getSetCookie() };
  }

  /** The way back from the provider: a redirect into the console. `query` is what the provider added. */
  async fromProvider(visitor: Visitor, query: string): Promise<{ to: string; cookies: Cookies }> {
    const response = await this.#ask(visitor, `/callback/${PROVIDER}${query}`, undefined, true);
    const to = response.headers.get('location') ?? `${CONSOLE}?error=failed`;
    return { to, cookies: response.headers.getSetCookie() };
  }

  async #ask({ origin, cookie }: Visitor, path: string, body?: object, withProvider = false): Promise<Response> {
    const headers = new Headers({ origin, ...(cookie === '' ? {} : { cookie }) });
    if (body) headers.set('content-type', 'application/json');
    const request = new Request(`${origin}/api/auth${path}`, {
      method: body ? 'POST' : 'GET',
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    try {
      const auth = await this.#auth(origin, withProvider);
      return await auth(request);
    } catch (error) {
      // One that could not be made must not stay.
      this.#auths.delete(key(origin, withProvider));
      throw error;
    }
  }

  #auth(origin: string, withProvider: boolean): Promise<Auth> {
    const { db, secret, oidc, origins } = this.#parts;
    const known = this.#auths.get(key(origin, withProvider));
    if (known) return known;
    const parts = { db, secret, origin, origins: [...origins()], ports: this.#ports() };
    const made = openAuth(parts, withProvider ? oidc : null);
    this.#auths.set(key(origin, withProvider), made);
    return made;
  }

  #ports(): AuthPorts {
    const { staff, log } = this.#parts;
    return {
      admit: (brought) => this.#admit(brought),
      roleOfNew: (email) => {
        const role = this.#letIn.get(email) ?? null;
        this.#letIn.delete(email);
        return role;
      },
      joined: async (userId, email) => {
        await staff.links.withdraw({ email });
        log.info({ userId }, 'someone has come by the company’s sign-in for the first time');
      },
      signedIn: async (userId) => {
        log.info({ userId }, 'someone signed in');
        await staff.accounts.forgetExpired();
      },
      isDisabled: async (userId) => (await staff.accounts.find({ userId }))?.isDisabled ?? true,
      say: (level, words, error) => log[level]({ err: error }, `sign-in: ${words}`),
    };
  }

  async #admit({ action, userId, email, isVerified, claims }: Brought): Promise<string | null> {
    const { staff, oidc, log } = this.#parts;
    const as = action === 'create-user' ? 'new' : action === 'link-account' ? 'linked' : 'known';
    const invitedAs = as === 'new' ? await staff.links.invitedAs(email) : null;
    const admission = admit({ as, isVerified, claims, invitedAs }, oidc?.mapping ?? null);
    if ('refusal' in admission) {
      log.warn({ userId, why: admission.refusal }, 'someone came by the company’s sign-in and was not let in');
      return admission.refusal;
    }
    const { role } = admission;
    if (userId === undefined && role !== null) this.#letIn.set(email, role);
    // The last admin stays one, whatever the provider says: someone must be able to change that.
    if (userId !== undefined && role !== null) await staff.change('oidc', userId, { role });
    return null;
  }
}

function key(origin: string, withProvider: boolean): string {
  return withProvider ? `${origin} with provider` : origin;
}

function later(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
