import type { Command, CommandInput, CommandValues, Result } from '@frontdesk/protocol';

/** Sends a command and never throws; as `Connection.send`. */
export type Send = <C extends Command>(
  command: C,
  payload: CommandInput<C>,
  withinMs?: number,
) => Promise<Result<CommandValues[C]>>;
