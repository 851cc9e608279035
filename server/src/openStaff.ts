import type { Logger } from 'pino';
import type { Keys } from './auth/secret.js';
import { KnownDevice } from './auth/staff/KnownDevice.js';
import { SignIn } from './auth/staff/SignIn.js';
import { Staff } from './auth/staff/Staff.js';
import type { Switchboard } from './calls/Switchboard.js';
import type { EndpointRegistry } from './gateway/EndpointRegistry.js';
import type { StaffParts } from './http/StaffParts.js';
import type { Database } from './records/database/openDatabase.js';
import type { Settings } from './settings/settings.js';

export interface StaffSurroundings {
  readonly db: Database;
  readonly keys: Keys;
  readonly registry: EndpointRegistry;
  readonly switchboard: Pick<Switchboard, 'isInCall'>;
  /** The origins that pages may come from; asked once the server listens. */
  readonly origins: () => ReadonlySet<string>;
  readonly log: Logger;
}

/** Who works here, and how they sign in. */
export function openStaff({ oidc }: Settings, around: StaffSurroundings): StaffParts & { readonly staff: Staff } {
  const { db, keys, registry, switchboard, origins, log } = around;
  const staff = new Staff({ db, revoked: keys.revoked, audit: (words, of) => log.info(of, words) });
  // As for a token that has expired in a call: the call may be finished, and then the page goes.
  staff.watchEnds(async (userId) => {
    for (const page of registry.expire(userId)) {
      if (!(await switchboard.isInCall(userId, page.endpointId))) page.socket.disconnect(true);
    }
  });
  const signIn = new SignIn({ db, staff, secret: keys.staff, oidc, origins, log });
  return { staff, signIn, device: new KnownDevice(keys.staff), origins };
}
