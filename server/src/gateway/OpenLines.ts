import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The open connections of a server, so that closing it need not wait for those whose other end is dead: a WebSocket waits
 * 30 s for the answer to its close frame.
 */
export class OpenLines {
  readonly #lines = new Set<Socket>();

  constructor(http: Server) {
    const lines = this.#lines;
    // One function for all of them: an idle connection should cost as little as it can.
    function forget(this: Socket): void {
      lines.delete(this);
    }
    http.on('connection', (line: Socket) => {
      lines.add(line);
      line.once('close', forget);
    });
  }

  /** Closes what is still open, at once. */
  cut(): void {
    for (const line of this.#lines) line.destroy();
  }
}
