import { z } from 'zod';
import { nameSchema, userIdSchema } from './schemas.js';

const time = z.int().min(0);
const name = nameSchema.transform((given) => given.trim());

/** The least that a password has, in characters. */
const PASSWORD_MIN = 10;
/** The most: a longer one only costs time. */
const PASSWORD_MAX = 128;

/** What an account of staff can be. */
export const staffRoleSchema = z.enum(['agent', 'supervisor', 'admin']);

/** An email address as it is kept: in small letters. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email())
  .meta({ example: 'ines@example.com' });

/** A password that is chosen anew. */
export const newPasswordSchema = z
  .string()
  .min(PASSWORD_MIN)
  .max(PASSWORD_MAX)
  .refine((text) => text.isWellFormed() && new Set(text).size > 3, 'must not be a few characters again and again');

/** The secret of a one-time link. */
const secretSchema = z.string().min(1).max(128);
/** Looked at by the handler, so that a weak one is told apart from a request of another form. */
const anyPassword = z.string().max(1_000).describe(`${PASSWORD_MIN} to ${PASSWORD_MAX} characters`);

/** What the sign-in page offers. */
export const staffDoorSchema = z
  .object({
    needsFirstAdmin: z
      .boolean()
      .describe('Nobody can sign in yet: the first admin comes by the link that the server printed'),
    passwords: z.boolean(),
    oidc: z.object({ name: z.string() }).nullable().describe('Another way to sign in, and what stands on its button'),
  })
  .meta({ id: 'StaffDoor' });

/** An account. */
export const staffMemberSchema = z
  .object({
    userId: userIdSchema,
    name: z.string(),
    email: z.string(),
    role: staffRoleSchema,
    isDisabled: z.boolean(),
    signsInBy: z.array(z.enum(['password', 'oidc'])).readonly(),
    createdAt: time,
  })
  .readonly()
  .meta({ id: 'StaffMember' });

/** Somebody who was invited and has not come yet. */
export const invitationSchema = z
  .object({ invitationId: z.string(), email: z.string(), name: z.string(), role: staffRoleSchema, expiresAt: time })
  .readonly()
  .meta({ id: 'Invitation' });

/** A link that is good once. */
export const oneTimeLinkSchema = z
  .object({
    url: z.string().describe('To be handed to the person it is for, and to nobody else: it is not shown again'),
    expiresAt: time,
  })
  .meta({ id: 'OneTimeLink' });

/** What a page may say of a link that it was opened with. */
export const linkViewSchema = z
  .object({
    kind: z.enum(['firstAdmin', 'invitation', 'reset']),
    name: z.string().nullable(),
    email: z.string().nullable(),
    expiresAt: time,
  })
  .meta({ id: 'LinkView' });

export const firstAdminSchema = z
  .object({ secret: secretSchema, name, email: emailSchema, password: anyPassword })
  .meta({ id: 'FirstAdmin' });
export const inviteSchema = z.object({ email: emailSchema, name, role: staffRoleSchema }).meta({ id: 'Invite' });
export const acceptSchema = z.object({ secret: secretSchema, password: anyPassword }).meta({ id: 'AcceptLink' });
export const lookSchema = z.object({ secret: secretSchema }).meta({ id: 'LookAtLink' });
export const staffChangeSchema = z
  .object({ name: name.optional(), role: staffRoleSchema.optional(), isDisabled: z.boolean().optional() })
  .meta({ id: 'StaffChange' });

/** The body of `POST /api/auth/sign-in/email`. */
export const signInSchema = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(1_000),
});
/** The body of `POST /api/auth/change-password`. */
export const changePasswordSchema = z.object({ currentPassword: z.string().max(1_000), newPassword: anyPassword });
/** The body of `POST /api/auth/sign-in/oauth2`: the page of the console that one comes back to. */
export const oidcStartSchema = z.object({
  callbackURL: z
    .string()
    .max(200)
    .regex(/^\/console(\/[\w./-]*)?$/)
    .default('/console/'),
});
