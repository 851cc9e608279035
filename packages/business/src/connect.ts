import { type Commands, picked } from './commands.js';
import type { ConnectOptions } from './connection.js';
import { Line } from './Line.js';

/** A business server's line to Frontdesk, and what it may do over it. */
export interface Frontdesk extends Commands {
  /** Resolves once it is connected for the first time, however long that takes; rejects with a {@link RefusedError}. */
  readonly ready: Promise<void>;
  readonly isConnected: boolean;
  /** Disconnects for good; `ready` stays as it is. */
  close(): void;
}

/**
 * Connects to Frontdesk as its business server, and stays connected until `close`: it comes back by itself, at most 10 s
 * after the server does. No fault of the network throws or ends the process; errors thrown in the callbacks are given to
 * `onError`. Callbacks never run before this returns.
 */
export function connect(options: ConnectOptions): Frontdesk {
  const line = new Line(options);
  line.open();
  return {
    ready: line.ready,
    get isConnected() {
      return line.isShown;
    },
    finish: (callId, ending = {}) => line.send('call:finish', { callId, ...ending }),
    finishUser: (userId, ending = {}) => line.send('call:finish', { userId, ...ending }),
    assign: (callId, to) => line.send('call:assign', { callId, to: typeof to === 'string' ? to : [...to] }),
    update: (callId, news) => line.send('call:update', { callId, ...news }),
    users: async () => picked(await line.send('users:list', {}), ({ users }) => users),
    calls: async () => picked(await line.send('calls:list', {}), ({ calls }) => calls),
    close: () => line.close(),
  };
}
