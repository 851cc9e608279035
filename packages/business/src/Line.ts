import {
  type BusinessClientEvents,
  type BusinessCommand,
  type BusinessInput,
  type BusinessNewsName,
  type BusinessServerEvents,
  type BusinessValues,
  PROTOCOL,
  type Result,
} from '@frontdesk/protocol';
import { io, type Socket } from 'socket.io-client';
import { disconnected } from './commands.js';
import { type Connection, type ConnectOptions, type News, RefusedError } from './connection.js';
import { ask } from './decisions.js';

/** The longest wait for an acknowledgment, in ms; Socket.IO itself finds a dead line after 10 s. */
const ACK_MS = 10_000;
/** How long one attempt may take, in ms, from the first packet to what is. */
const ATTEMPT_MS = 10_000;
/** The wait before the first attempt to come back, in ms; twice as long each time. */
const FIRST_RETRY_MS = 200;
/** The longest wait, in ms. */
const LONGEST_RETRY_MS = 10_000;

const NEWS = {
  'call:request': true,
  'call:reply': true,
  'call:start': true,
  'call:finish': true,
  'call:update': true,
  'call:peer': true,
  'call:message': true,
  'call:quality': true,
  presence: true,
} satisfies Record<BusinessNewsName, true>;

/**
 * The socket behind `connect`. Snapshot first: on each connection it asks what is and shows it; news and questions that come
 * before that wait for it, and no command of the program leaves before it.
 *
 * Socket.IO's own reconnecting is off: it gives up when the server refuses or closes a connection, and both may pass.
 */
export class Line {
  readonly ready: Promise<void>;
  /** Whether the program has been told what is, so that commands may be sent. */
  isShown = false;
  readonly #options: ConnectOptions;
  readonly #socket: Socket<BusinessServerEvents, BusinessClientEvents>;
  readonly #settleReady: { resolve(): void; reject(error: Error): void };
  /** What came before the snapshot of this connection. */
  #early: (News | (() => Promise<void>))[] = [];
  #token = '';
  #isClosed = false;
  /** Attempts since the last connection that was shown. */
  #attempts = 0;
  /** The one timer: the limit of an attempt, or the wait before the next. */
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ConnectOptions) {
    this.#options = options;
    let settle = { resolve: (): void => undefined, reject: (_: Error): void => undefined };
    this.ready = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    // Whoever does not wait for it hears of a refusal by `onError`.
    this.ready.catch(() => undefined);
    this.#settleReady = settle;
    this.#socket = io(new URL('/business', options.url).href, {
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      tryAllTransports: true,
      transports: ['websocket', 'polling'],
      timeout: ATTEMPT_MS,
      auth: (give) => give({ token: this.#token, protocol: PROTOCOL, decides: options.decide !== undefined }),
    });
    this.#listen();
  }

  open(): void {
    const give = this.#options.token;
    clearTimeout(this.#timer);
    // The token too may never come.
    this.#timer = setTimeout(() => this.#retry('no connection in time'), ATTEMPT_MS);
    const attempt = this.#timer;
    Promise.resolve()
      .then(() => (typeof give === 'string' ? give : give()))
      .then(
        (token) => {
          if (this.#isClosed || this.#timer !== attempt) return;
          this.#token = token;
          this.#socket.connect();
        },
        (error: unknown) => {
          this.#report(error);
          if (this.#timer === attempt) this.#retry('no token');
        },
      );
  }

  /** Sends a command. Never rejects; without a line, when it breaks, or after 10 s: 100106. */
  async send<C extends BusinessCommand>(command: C, payload: BusinessInput<C>): Promise<Result<BusinessValues[C]>> {
    return this.isShown ? this.#emit(command, payload) : disconnected('no line to Frontdesk');
  }

  close(): void {
    this.#isClosed = true;
    this.#end();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('connect', () => this.#run(() => this.#show()));
    socket.on('connect_error', ({ message }) => this.#refused(message));
    socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.#retry(reason);
    });
    const { on }: { on(name: string, listener: (news: object) => void): unknown } = socket;
    for (const name of Object.keys(NEWS)) on.call(socket, name, (news) => this.#inTurn({ name, ...news } as News));
    const { decide } = this.#options;
    if (!decide) return;
    socket.on('call:decide', ({ call }, answer) => {
      const { id } = socket;
      this.#inTurn(async () => {
        const verdict = await ask(decide, call, this.#options);
        // On a later connection the number of this question may be another's.
        if (socket.id === id) answer(verdict);
      });
    });
  }

  async #emit<C extends BusinessCommand>(command: C, payload: BusinessInput<C>): Promise<Result<BusinessValues[C]>> {
    const socket: { emitWithAck(command: string, payload: unknown): Promise<unknown> } = this.#socket.timeout(ACK_MS);
    try {
      return (await socket.emitWithAck(command, payload)) as Result<BusinessValues[C]>;
    } catch (error) {
      return disconnected(error instanceof Error ? error.message : String(error));
    }
  }

  async #show(): Promise<void> {
    const { id } = this.#socket;
    this.#early = [];
    const [users, calls] = await Promise.all([this.#emit('users:list', {}), this.#emit('calls:list', {})]);
    if (this.#socket.id !== id || !this.#socket.connected) return;
    if (!users.ok || !calls.ok) return this.#retry('Frontdesk did not say what is');
    clearTimeout(this.#timer);
    const early = this.#early;
    this.#early = [];
    this.#attempts = 0;
    this.isShown = true;
    this.#tell({ state: 'connected', calls: calls.value.calls, users: users.value.users });
    this.#settleReady.resolve();
    const versions = new Map(calls.value.calls.map(({ callId, version }) => [callId, version]));
    for (const each of early) if (typeof each === 'function' || isNewer(each, versions)) this.#inTurn(each);
  }

  /** News and questions, once what is has been shown. */
  #inTurn(item: News | (() => Promise<void>)): void {
    if (!this.isShown) this.#early.push(item);
    else if (typeof item === 'function') void item();
    else this.#run(() => this.#options.onNews?.(item));
  }

  #refused(message: string): void {
    const isForGood = message === 'protocol' || (message === 'unauthorized' && typeof this.#options.token === 'string');
    if (message === 'unauthorized' || message === 'protocol') {
      const error = new RefusedError(message);
      this.#report(error);
      if (isForGood) {
        this.#end();
        this.#tell({ state: 'refused', error });
        this.#settleReady.reject(error);
        return;
      }
    }
    this.#retry(message);
  }

  #retry(reason: string): void {
    this.#end();
    if (this.#isClosed) return;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts);
    // Spread, so that the programs of a restarted server do not all come at once.
    const retryMs = Math.round(longest * (0.5 + Math.random() / 2));
    this.#attempts += 1;
    this.#timer = setTimeout(() => this.open(), retryMs);
    this.#tell({ state: 'disconnected', reason, retryMs });
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.isShown = false;
    this.#early = [];
    this.#socket.disconnect();
  }

  #tell(connection: Connection): void {
    this.#run(() => this.#options.onConnection?.(connection));
  }

  /** Runs what may throw, a callback of the program say: it must not reach the socket, which would end the process. */
  #run(callback: () => unknown): void {
    (async () => callback())().catch((error: unknown) => this.#report(error));
  }

  #report(error: unknown): void {
    (this.#options.onError ?? console.error)(error);
  }
}

/** Whether news that came before the list tells something that the list does not. */
function isNewer(news: News, versions: ReadonlyMap<string, number>): boolean {
  // Of people, pages and what was said the list tells nothing newer: told twice is better than not at all.
  return !('call' in news) || news.call.version > (versions.get(news.call.callId) ?? -1);
}
