import type { StaffRole } from '@frontdesk/protocol';
import { staffRoleSchema } from '@frontdesk/protocol/schemas/staff';
import { z } from 'zod';
import type { RoleMapping } from '../auth/staff/admission.js';
import type { OidcSettings } from '../auth/staff/OidcSettings.js';
import { isWebAddress } from './webAddress.js';

const word = z.string().min(1).optional();

/** The settings of the company's own sign-in. */
export const oidcShape = {
  OIDC_ISSUER: z
    .string()
    .refine(isWebAddress, 'must be a http: or https: address, without a name or password in it')
    .optional(),
  OIDC_CLIENT_ID: word,
  OIDC_CLIENT_SECRET: word,
  OIDC_NAME: z.string().max(40, 'must have at most 40 characters: it stands on a button').optional(),
  OIDC_ROLE_CLAIM: word,
  OIDC_ROLES: word,
} as const;

type OidcEnvironment = z.infer<z.ZodObject<typeof oidcShape>>;

/** The company's own sign-in, null where it is not set up; what is missing is added to `problems`. */
export function oidcOf(env: OidcEnvironment, problems: string[]): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined) {
    for (const name of Object.keys(oidcShape)) {
      if (env[name as keyof OidcEnvironment] === undefined) continue;
      problems.push(`${name} is set, but OIDC_ISSUER, the provider it belongs to, is not.`);
    }
    return null;
  }
  if (clientId === undefined || clientSecret === undefined) {
    problems.push(
      'OIDC_ISSUER is set: that needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, by which the provider knows us.',
    );
    return null;
  }
  return {
    issuer,
    clientId,
    clientSecret,
    name: env.OIDC_NAME ?? new URL(issuer).host,
    mapping: mappingOf(env, problems),
  };
}

function mappingOf(
  { OIDC_ROLE_CLAIM: claim, OIDC_ROLES: text }: OidcEnvironment,
  problems: string[],
): RoleMapping | null {
  if (claim === undefined && text === undefined) return null;
  if (claim === undefined || text === undefined) {
    problems.push('OIDC_ROLE_CLAIM and OIDC_ROLES go together: set both, or neither.');
    return null;
  }
  const roles: Record<string, StaffRole> = {};
  for (const part of text.split(',')) {
    const [, value, role] = /^\s*(.+?)\s*=\s*(\w+)\s*$/.exec(part) ?? [];
    const known = staffRoleSchema.safeParse(role);
    if (value === undefined || !known.success) {
      problems.push(
        `OIDC_ROLES holds ${part.trim()}, which is not of the form value=role, with a role agent, supervisor or admin.`,
      );
      continue;
    }
    roles[value] = known.data;
  }
  return { claim, roles };
}
