import { Keep } from '@frontdesk/client';

/** What this tab alone keeps: over a reload, and no longer on a computer that others use too. */
export const tab = new Keep(() => globalThis.sessionStorage);
