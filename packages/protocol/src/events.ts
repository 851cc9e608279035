import type { Command, CommandInput, CommandValues, Result } from './commands.js';
import type { NewsMap } from './news.js';

/** Socket.IO's event map for what clients send. */
export type ClientEvents = {
  [C in Command]: (payload: CommandInput<C>, acknowledge?: (result: Result<CommandValues[C]>) => void) => void;
};

/** Socket.IO's event map for what the server sends. */
export type ServerEvents = { [N in keyof NewsMap]: (news: NewsMap[N]) => void };
