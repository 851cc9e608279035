import type { z } from 'zod';
import type {
  invitationSchema,
  linkViewSchema,
  oneTimeLinkSchema,
  staffDoorSchema,
  staffMemberSchema,
  staffRoleSchema,
} from './staffSchemas.js';

/** What an account of staff can be. */
export type StaffRole = z.infer<typeof staffRoleSchema>;
/** What the sign-in page offers. */
export interface StaffDoor extends z.infer<typeof staffDoorSchema> {}
/** An account. */
export interface StaffMember extends z.infer<typeof staffMemberSchema> {}
/** Somebody who was invited and has not come yet. */
export interface Invitation extends z.infer<typeof invitationSchema> {}
/** A link that is good once. */
export interface OneTimeLink extends z.infer<typeof oneTimeLinkSchema> {}
/** What a page may say of a link that it was opened with. */
export interface LinkView extends z.infer<typeof linkViewSchema> {}
