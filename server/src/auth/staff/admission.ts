import type { StaffRole } from '@frontdesk/protocol';

/** Which role what the provider says of a person gives: `OIDC_ROLE_CLAIM` and `OIDC_ROLES`. */
export interface RoleMapping {
  /** The name of a claim, or a path to one within others, such as `realm_access.roles`. */
  readonly claim: string;
  readonly roles: Readonly<Record<string, StaffRole>>;
}

/** Someone whom the provider vouches for, before they are let in. */
export interface Applicant {
  /** `known` has come by this provider before; `linked` has an account of the same email address. */
  readonly as: 'new' | 'linked' | 'known';
  /** Whether the provider has checked that the email address is theirs. */
  readonly isVerified: boolean;
  readonly claims: Readonly<Record<string, unknown>>;
  /** The role that an open invitation to this address gives. */
  readonly invitedAs: StaffRole | null;
}

/** The role to have from now on, null to leave it as it is; or why not, a word for the console's address. */
export type Admission =
  | { readonly role: StaffRole | null }
  | { readonly refusal: 'email_not_verified' | 'not_invited' | 'no_role' };

/** The more may be done with a role, the later it stands. */
const BY_POWER: readonly StaffRole[] = ['agent', 'supervisor', 'admin'];

/**
 * Whether someone comes in by the company's own sign-in, and as what.
 *
 * With a mapping the provider decides, each time: a role is given and taken there. Without one it says who someone is and no more, so
 * only those come in whom an admin has invited. The address must be verified where it is what one is known by, at first.
 */
export function admit({ as, isVerified, claims, invitedAs }: Applicant, mapping: RoleMapping | null): Admission {
  if (as !== 'known' && !isVerified) return { refusal: 'email_not_verified' };
  if (mapping) {
    const role = roleOf(claims, mapping);
    return role ? { role } : { refusal: 'no_role' };
  }
  if (as !== 'new') return { role: null };
  return invitedAs ? { role: invitedAs } : { refusal: 'not_invited' };
}

/** Of several roles the one with which most may be done. */
function roleOf(claims: Readonly<Record<string, unknown>>, { claim, roles }: RoleMapping): StaffRole | null {
  const said = claimOf(claims, claim);
  const values: readonly unknown[] = Array.isArray(said) ? said : [said];
  const given = values.map((value) => (typeof value === 'string' && Object.hasOwn(roles, value) ? roles[value] : null));
  return BY_POWER.findLast((role) => given.includes(role)) ?? null;
}

/** A claim of that very name, also one that holds dots as some providers demand; else the path. */
function claimOf(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let at: unknown = claims;
  for (const key of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
