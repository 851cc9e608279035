import type { Context } from 'hono';
import type { KnownDevice } from '../auth/staff/KnownDevice.js';
import type { SignIn, Visitor } from '../auth/staff/SignIn.js';
import type { Staff } from '../auth/staff/Staff.js';

/** What the doors for staff need. */
export interface StaffParts {
  readonly staff: Pick<
    Staff,
    'needsFirstAdmin' | 'becomeFirstAdmin' | 'invite' | 'withdraw' | 'resetLink' | 'look' | 'accept' | 'change'
  > & {
    readonly accounts: Pick<Staff['accounts'], 'all' | 'find'>;
    readonly links: Pick<Staff['links'], 'invitations'>;
  };
  readonly signIn: Pick<
    SignIn,
    'byPassword' | 'byProvider' | 'fromProvider' | 'whoIs' | 'signOut' | 'changePassword' | 'providerName'
  >;
  readonly device: KnownDevice;
  /** The origins that pages may come from, the operator's first. */
  readonly origins: () => ReadonlySet<string>;
}

/**
 * Which of our origins a request was sent to: what its page says, or, as pages say nothing with a GET, the one of that host. A host
 * that is none of ours chooses nothing.
 */
export function visitorOf(c: Context, origins: ReadonlySet<string>): Visitor {
  const said = c.req.header('origin');
  const host = c.req.header('host');
  const all = [...origins];
  const origin = all.find((each) => each === said) ?? all.find((each) => new URL(each).host === host) ?? all[0] ?? '';
  return { origin, cookie: c.req.header('cookie') ?? '' };
}

/** The address of a one-time link. Its secret stands behind the `#`, which browsers send to nobody. */
export function linkTo(origin: string, kind: 'first-admin' | 'invitation' | 'reset', secret: string): string {
  return `${origin}/console/#${kind}=${secret}`;
}
