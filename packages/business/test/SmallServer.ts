import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  BusinessClientEvents,
  BusinessServerEvents,
  CallSnapshot,
  PresentUser,
  Result,
} from '@frontdesk/protocol';
import { Server, type Socket } from 'socket.io';

type ProgramSocket = Socket<BusinessClientEvents, BusinessServerEvents>;

/**
 * The other end of the line, over a real socket, in the test's hands: it says what no server of ours would, and when.
 *
 * What the real server does stands in the tests of the examples.
 */
export class SmallServer {
  calls: readonly CallSnapshot[] = [];
  users: readonly PresentUser[] = [];
  /** What each connection said in its handshake, the oldest first. */
  readonly auths: Record<string, unknown>[] = [];
  /** Runs for each connection that is let in. */
  onProgram: (socket: ProgramSocket) => void = () => undefined;
  /** Why nobody is let in; null lets everybody. */
  refusal: string | null = null;
  /** Whether it says what is when asked. */
  isOpen = true;
  readonly #asked: (() => void)[] = [];
  #io: Server | null = null;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** On a free port, and on the same one from then on. */
  async start(): Promise<void> {
    const http = createServer();
    const io = new Server(http);
    this.#io = io;
    const programs = io.of('/business');
    programs.use((socket, next) => {
      this.auths.push(socket.handshake.auth);
      next(this.refusal === null ? undefined : new Error(this.refusal));
    });
    programs.on('connection', (socket: ProgramSocket) => {
      socket.on('calls:list', (_, answer) => this.#say(() => answer?.(done({ calls: this.calls }))));
      socket.on('users:list', (_, answer) => this.#say(() => answer?.(done({ users: this.users }))));
      this.onProgram(socket);
    });
    await new Promise<void>((resolve) => http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (http.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.#io?.close();
    this.#io = null;
  }

  /** Says what is to whoever has asked so far, and from now on at once. */
  open(): void {
    this.isOpen = true;
    for (const say of this.#asked.splice(0)) say();
  }

  #say(say: () => void): void {
    if (this.isOpen) say();
    else this.#asked.push(say);
  }
}

function done<T>(value: T): Result<T> {
  return { ok: true, value };
}
