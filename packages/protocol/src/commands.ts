import type { z } from 'zod';
import type { commandSchemas } from './schemas.js';
import type { commandErrorSchema, commandValueSchemas, iceGrantSchema } from './valueSchemas.js';

/** What a client may ask of the server. Each is acknowledged, if the client asks for it. */
export type Command = keyof typeof commandSchemas;

/** A command's payload as a client writes it: what has a default may be left out. */
export type CommandInput<C extends Command> = z.input<(typeof commandSchemas)[C]>;

/** A command's payload after parsing: every default filled in. */
export type CommandPayload<C extends Command> = z.output<(typeof commandSchemas)[C]>;

/** The way to the other side: STUN/TURN servers with credentials that live until `expiresAt` (epoch ms). */
export interface IceGrant extends z.infer<typeof iceGrantSchema> {}

/** What a command is answered with when it was carried out. */
export type CommandValues = { readonly [C in Command]: z.infer<(typeof commandValueSchemas)[C]> };

/** Why a command was not carried out. `message` is for developers; people's words belong to the interface. */
export interface CommandError extends z.infer<typeof commandErrorSchema> {}

/** A value, or the reason there is none; an acknowledgment is one of these. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CommandError };
