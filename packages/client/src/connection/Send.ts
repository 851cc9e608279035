import type { Command, CommandInput, CommandValues, Result } from '@frontdesk/protocol';

/** What a command is answered with. `isUnanswered`: not by the server, but by this page for want of an answer. */
export type Answer<T> = Result<T> & { readonly isUnanswered?: true };

/** Sends a command and never throws; as `Connection.send`. */
export type Send = <C extends Command>(
  command: C,
  payload: CommandInput<C>,
  withinMs?: number,
) => Promise<Answer<CommandValues[C]>>;
