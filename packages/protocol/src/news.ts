import type { z } from 'zod';
import type {
  callNewsSchema,
  newsSchemas,
  sessionReadySchema,
  startNewsSchema,
  updateNewsSchema,
} from './newsSchemas.js';

/** What happened to a call: the whole call as it is now, and the words of whoever caused it. */
export interface CallNews extends z.infer<typeof callNewsSchema> {}

/** What the four words do not say, with an estimate of the wait for a call that waits. */
export interface UpdateNews extends z.infer<typeof updateNewsSchema> {}

/** The call has begun: `param` is the room id. The ticket proves this endpoint's part in the call for 24 h (C20). */
export interface StartNews extends z.infer<typeof startNewsSchema> {}

/** The first thing on every connection: what is, before anything that happens. */
export interface SessionReady extends z.infer<typeof sessionReadySchema> {}

export type NewsName = keyof typeof newsSchemas;

/** Everything the server sends unasked, by name. */
export type NewsMap = { readonly [N in NewsName]: z.infer<(typeof newsSchemas)[N]> };
