import { describe, expect, it } from 'vitest';
import { type Applicant, admit, type RoleMapping } from './admission.js';

const SOMEONE: Applicant = { as: 'new', isVerified: true, claims: {}, invitedAs: null };
const MAPPING: RoleMapping = { claim: 'groups', roles: { desk: 'agent', leads: 'supervisor', it: 'admin' } };
const withGroups = (groups: unknown, more: Partial<Applicant> = {}) =>
  admit({ ...SOMEONE, claims: { groups }, ...more }, MAPPING);

describe('by the company’s own sign-in', () => {
  it('without a mapping, whom an admin has invited comes in, as what they were invited', () => {
    expect(admit({ ...SOMEONE, invitedAs: 'supervisor' }, null)).toEqual({ role: 'supervisor' });
    expect(admit(SOMEONE, null)).toEqual({ refusal: 'not_invited' });
  });

  it('without a mapping, who has an account keeps their role', () => {
    for (const as of ['linked', 'known'] as const) expect(admit({ ...SOMEONE, as }, null)).toEqual({ role: null });
  });

  it('an address that is not verified is nobody’s, unless one is known by another mark', () => {
    for (const mapping of [null, MAPPING]) {
      for (const as of ['new', 'linked'] as const) {
        const applicant = {
          ...SOMEONE,
          as,
          isVerified: false,
          invitedAs: 'admin' as const,
          claims: { groups: ['it'] },
        };
        expect(admit(applicant, mapping)).toEqual({ refusal: 'email_not_verified' });
      }
    }
    expect(admit({ ...SOMEONE, as: 'known', isVerified: false }, null)).toEqual({ role: null });
  });

  it('with a mapping, the highest of several roles is given, at each sign-in', () => {
    expect(withGroups(['x', 'desk', 'leads'])).toEqual({ role: 'supervisor' });
    expect(withGroups('it')).toEqual({ role: 'admin' });
    expect(withGroups(['desk'], { as: 'known' })).toEqual({ role: 'agent' });
  });

  it('with a mapping, nobody comes in without one, invited or known', () => {
    for (const groups of [[], ['x'], undefined, null, 5, {}, ['constructor'], '__proto__', 'desk leads', [['it']]]) {
      expect(withGroups(groups, { invitedAs: 'admin' })).toEqual({ refusal: 'no_role' });
      expect(withGroups(groups, { as: 'known' })).toEqual({ refusal: 'no_role' });
    }
  });

  it('the claim is one of that very name, or the end of a path', () => {
    const claims = { realm_access: { roles: ['desk'] }, 'https://example.com/roles': ['it'] };
    const by = (claim: string) => admit({ ...SOMEONE, claims }, { ...MAPPING, claim });
    expect(by('realm_access.roles')).toEqual({ role: 'agent' });
    expect(by('https://example.com/roles')).toEqual({ role: 'admin' });
    for (const claim of ['realm_access', 'realm_access.none.roles', 'toString.length']) {
      expect(by(claim), claim).toEqual({ refusal: 'no_role' });
    }
  });
});
