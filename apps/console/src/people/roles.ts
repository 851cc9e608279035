import type { StaffRole } from '@frontdesk/protocol';

/** What an account can be, the least first. */
export const ROLES: readonly StaffRole[] = ['agent', 'supervisor', 'admin'];
