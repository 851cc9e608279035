import type { z } from 'zod';
import type { Result } from './commands.js';
import type { businessNewsSchemas } from './newsSchemas.js';
import type { businessCommandSchemas } from './schemas.js';
import type { CallSnapshot } from './snapshots.js';
import type { businessValueSchemas } from './valueSchemas.js';

/**
 * What a business server says about a call before it rings (C4): 0 lets it, any other code ends it, with words for the
 * caller; `route` rings someone else; `hold` lets it wait until it is assigned.
 */
export type Decision =
  | { readonly code: number; readonly text: string }
  | { readonly route: string }
  | { readonly hold: true };

/** What a business server may ask of the server. Each is acknowledged, if it asks for it. */
export type BusinessCommand = keyof typeof businessCommandSchemas;

/** A business command's payload as a program writes it: what has a default may be left out. */
export type BusinessInput<C extends BusinessCommand> = z.input<(typeof businessCommandSchemas)[C]>;

/** A business command's payload after parsing: every default filled in. */
export type BusinessPayload<C extends BusinessCommand> = z.output<(typeof businessCommandSchemas)[C]>;

/** What a business command is answered with when it was carried out. */
export type BusinessValues = { readonly [C in BusinessCommand]: z.infer<(typeof businessValueSchemas)[C]> };

/** The names of the news that business servers get: all of all calls, and who is there. START comes without a ticket. */
export type BusinessNewsName = keyof typeof businessNewsSchemas;

/** News to business servers, by name. */
export type BusinessNewsMap = { readonly [N in BusinessNewsName]: z.infer<(typeof businessNewsSchemas)[N]> };

/** Socket.IO's event map for what business servers send. */
export type BusinessClientEvents = {
  [C in BusinessCommand]: (
    payload: BusinessInput<C>,
    acknowledge?: (result: Result<BusinessValues[C]>) => void,
  ) => void;
};

/** Socket.IO's event map for what business servers are sent. `decision` is anything: it is checked when it arrives. */
export type BusinessServerEvents = {
  [N in BusinessNewsName]: (news: BusinessNewsMap[N]) => void;
} & { 'call:decide': (question: { readonly call: CallSnapshot }, answer: (decision: unknown) => void) => void };
