import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';

/** Connections whose writes are held until this turn of the event loop is over. */
const held = new Set<Duplex>();

function release(): void {
  const lines = [...held];
  held.clear();
  for (const line of lines) line.uncork();
}

/**
 * A WebSocket that gathers what is sent in one turn of the event loop, so that it leaves in one system call.
 *
 * Nothing waits for longer than the turn, and order is kept. A command's acknowledgment leaves together with the news that
 * it causes, and a burst of candidates in one write instead of five: system calls are most of what a call costs the server.
 */
class BatchedWebSocket extends WebSocket {
  line: Duplex | null = null;

  override send(data: string | Buffer, ...rest: unknown[]): void {
    const callback = rest.at(-1);
    if (this.line && !held.has(this.line)) {
      if (held.size === 0) setImmediate(release);
      held.add(this.line);
      this.line.cork();
    }
    super.send(data);
    // Engine.IO sends nothing more before it hears that this is sent; the rest of this turn belongs into the same write.
    if (typeof callback === 'function') process.nextTick(callback as () => void);
  }
}

/** What Socket.IO takes as its `wsEngine`. */
export class BatchedWebSocketServer extends WebSocketServer<typeof BatchedWebSocket> {
  constructor(options: ServerOptions<typeof BatchedWebSocket>) {
    super({ ...options, WebSocket: BatchedWebSocket });
  }

  override handleUpgrade(
    request: IncomingMessage,
    line: Duplex,
    head: Buffer,
    onOpen: (socket: BatchedWebSocket, request: IncomingMessage) => void,
  ): void {
    super.handleUpgrade(request, line, head, (socket, opened) => {
      socket.line = line;
      onOpen(socket, opened);
    });
  }
}
