import { KnownDevice } from '../src/auth/staff/KnownDevice.js';
import type { StaffParts } from '../src/http/StaffParts.js';

/** A company where nobody works: for apps whose tests are about something else. */
export const NO_STAFF: StaffParts = {
  staff: {
    accounts: { all: async () => [], find: async () => null },
    links: { invitations: async () => [] },
    needsFirstAdmin: async () => true,
    becomeFirstAdmin: async () => ({ ok: false, why: 'link' }),
    invite: async () => null,
    withdraw: async () => false,
    resetLink: async () => null,
    look: async () => null,
    accept: async () => ({ ok: false, why: 'link' }),
    change: async () => ({ ok: false, why: 'unknown' }),
  },
  signIn: {
    providerName: null,
    byPassword: async () => ({ ok: false, why: 'wrong' }),
    byProvider: async () => null,
    fromProvider: async () => ({ to: '/console/', cookies: [] }),
    whoIs: async () => null,
    signOut: async () => [],
    changePassword: async () => null,
  },
  device: new KnownDevice('a secret for tests'),
  origins: () => new Set(['http://localhost:3000']),
};
