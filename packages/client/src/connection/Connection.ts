import {
  type ClientEvents,
  CODES,
  type Command,
  type CommandError,
  type CommandInput,
  type CommandValues,
  codeName,
  type NewsMap,
  type NewsName,
  PROTOCOL,
  type Result,
  type ServerEvents,
  type SessionReady,
} from '@frontdesk/protocol';
import { io, type Socket } from 'socket.io-client';
import { BROWSER_CLOCK, type Clock } from '../Clock.js';
import type { Credentials } from '../Credentials.js';
import { type Store, WritableStore } from '../Store.js';
import type { ConnectionView } from '../views.js';
import { browserPage, type PageLife } from './PageLife.js';
import { retryDelay } from './retryDelay.js';
import type { Answer, Send } from './Send.js';

/** The longest wait for an acknowledgment, in ms; the line itself is found dead after 10 s. */
const ACK_MS = 10_000;
/** How long one attempt to connect may take, in ms, before the next one tries the other transport first. */
const ATTEMPT_MS = 5_000;
/** After so many ms without a first connection the view says that the server cannot be reached, and goes on trying. */
const PATIENCE_MS = 10_000;
/** How long a line that may be dead has to answer, in ms. */
const PROBE_MS = 2_000;

export interface ConnectionOptions {
  readonly credentials: Credentials;
  /** Origin of the server; empty means the page's own. */
  readonly url: string;
  /** Shows what is. No command leaves before this has returned. */
  readonly onReady: (ready: SessionReady) => void;
  /** Asks the server anything harmless, to see whether the line is alive. */
  readonly probe: () => Promise<unknown>;
  readonly clock?: Clock;
  readonly page?: PageLife;
}

/**
 * The line to the server: it comes back by itself, and a command sent while it is down fails at once (100106).
 *
 * Socket.IO's own reconnecting is off: its waiting cannot be cut short when the network is back or the page is shown.
 */
export class Connection {
  readonly view: Store<ConnectionView>;
  readonly #view = new WritableStore<ConnectionView>({ state: 'connecting' });
  readonly #options: ConnectionOptions;
  readonly #clock: Clock;
  readonly #page: PageLife;
  readonly #socket: Socket<ServerEvents, ClientEvents>;
  /** Each ends one command that waits for its acknowledgment. */
  readonly #waiting = new Set<() => void>();
  #isWanted = false;
  /** An attempt is under way, up to `session:ready`. */
  #isTrying = false;
  #isShown = false;
  #hasLeft = false;
  #isClosing = false;
  #hasRenewed = false;
  #attempts = 0;
  #offsetMs = 0;
  #cancelRetry: (() => void) | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? BROWSER_CLOCK;
    this.#page = options.page ?? browserPage();
    this.view = this.#view;
    const { credentials } = options;
    const settings = {
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      tryAllTransports: true,
      transports: ['websocket', 'polling'],
      timeout: ATTEMPT_MS,
      auth: (give: (auth: object) => void) =>
        give({ token: credentials.token(), endpointId: credentials.endpointId(), protocol: PROTOCOL }),
    };
    this.#socket = options.url === '' ? io(settings) : io(options.url, settings);
    this.#socket.on('session:ready', (ready) => this.#ready(ready));
    this.#socket.on('replaced', () => this.#end({ state: 'replaced' }));
    this.#socket.on('server:closing', () => {
      this.#isClosing = true;
    });
    this.#socket.on('disconnect', () => this.#lost());
    this.#socket.on('connect_error', (error) => void this.#refused(error.message));
  }

  /** The server's clock, in epoch ms, as far as this page can tell. */
  readonly serverNow = (): number => this.#clock.now() + this.#offsetMs;

  /** Listens to one kind of news. */
  on<N extends Exclude<NewsName, 'session:ready' | 'replaced' | 'server:closing'>>(
    name: N,
    listener: (news: NewsMap[N]) => void,
  ): void {
    const socket: { on(name: NewsName, listener: (news: NewsMap[N]) => void): unknown } = this.#socket;
    socket.on(name, listener);
  }

  /** Sends a command. Never throws; without a line, or when it breaks, or after 10 s: 100106, marked as unanswered. */
  readonly send: Send = <C extends Command>(command: C, payload: CommandInput<C>, withinMs = ACK_MS) => {
    if (!this.#isShown) return Promise.resolve(disconnected());
    return new Promise<Answer<CommandValues[C]>>((resolve) => {
      const settle = (result: Answer<CommandValues[C]>): void => {
        cancel();
        this.#waiting.delete(fail);
        resolve(result);
      };
      const fail = (): void => settle(disconnected());
      const cancel = this.#clock.after(withinMs, fail);
      this.#waiting.add(fail);
      this.#emit(command, payload, settle);
    });
  };

  /** Sends a command whose acknowledgment nobody needs; without a line it is dropped. */
  post<C extends Command>(command: C, payload: CommandInput<C>): void {
    if (this.#isShown) this.#emit(command, payload);
  }

  /** Looks whether the line is alive, and makes another if it does not answer soon. */
  check(): void {
    if (this.#isShown) this.#wake();
  }

  /** Makes another line: this one goes out from an address that is gone. */
  replace(): void {
    if (this.#isShown) this.#again();
  }

  /** Connects and stays connected until the returned function is called. */
  start(): () => void {
    this.#isWanted = true;
    this.#hasLeft = false;
    this.#hasRenewed = false;
    this.#attempts = 0;
    this.#view.set({ state: 'connecting' });
    const stops = [
      this.#page.onWake(() => this.#wake()),
      this.#page.onLeave(() => this.#leave()),
      this.#clock.after(PATIENCE_MS, () => {
        if (this.#view.get().state === 'connecting') this.#view.set({ state: 'refused', reason: 'not_reachable' });
      }),
    ];
    void this.#options.credentials.settled.then(() => this.#open());
    return () => {
      for (const stop of stops) stop();
      this.post('endpoint:bye', {});
      this.#end({ state: 'connecting' });
    };
  }

  #emit<C extends Command>(
    command: C,
    payload: CommandInput<C>,
    ack?: (result: Result<CommandValues[C]>) => void,
  ): void {
    const socket: { emit(command: string, ...args: unknown[]): unknown } = this.#socket;
    if (ack) socket.emit(command, payload, ack);
    else socket.emit(command, payload);
  }

  #open(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    if (!this.#isWanted || this.#isTrying || this.#isShown) return;
    if (this.#options.credentials.token() === null) {
      this.#end({ state: 'refused', reason: 'unauthorized' });
      return;
    }
    // A proxy may swallow a WebSocket without a word; every third attempt begins with plain requests.
    this.#socket.io.opts.transports = this.#attempts % 3 === 2 ? ['polling', 'websocket'] : ['websocket', 'polling'];
    this.#attempts += 1;
    this.#isTrying = true;
    // Whatever hangs on the way, also a server that accepts and then says nothing.
    this.#cancelRetry = this.#clock.after(2 * ATTEMPT_MS, () => this.#again());
    this.#socket.connect();
  }

  #ready(ready: SessionReady): void {
    this.#isTrying = false;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#offsetMs = ready.serverTime - this.#clock.now();
    this.#attempts = 0;
    this.#isClosing = false;
    this.#hasRenewed = false;
    this.#options.credentials.keepEndpointId(ready.endpointId);
    this.#options.onReady(ready);
    this.#isShown = true;
    this.#view.set({ state: 'ready', user: ready.user, endpointId: ready.endpointId });
  }

  #lost(): void {
    this.#silence();
    if (!this.#isWanted || this.#hasLeft) return;
    const reason = this.#isClosing ? 'server_closing' : 'network';
    this.#view.set({ state: 'reconnecting', since: this.#clock.now(), reason });
    this.#retry();
  }

  async #refused(message: string): Promise<void> {
    this.#isTrying = false;
    if (message === 'protocol') return this.#end({ state: 'refused', reason: 'protocol' });
    if (message !== 'unauthorized') return this.#retry();
    const outcome = this.#hasRenewed ? 'rejected' : await this.#options.credentials.renew();
    if (!this.#isWanted) return;
    if (outcome === 'rejected') return this.#end({ state: 'refused', reason: 'unauthorized' });
    if (outcome === 'unreachable') return this.#retry();
    this.#hasRenewed = true;
    this.#open();
  }

  #retry(): void {
    this.#cancelRetry?.();
    if (!this.#isWanted) return;
    this.#cancelRetry = this.#clock.after(retryDelay(this.#attempts, Math.random()), () => this.#open());
  }

  #wake(): void {
    if (!this.#isWanted) return;
    if (this.#hasLeft) {
      this.#hasLeft = false;
      this.#view.set({ state: 'reconnecting', since: this.#clock.now(), reason: 'network' });
    }
    if (!this.#isShown) {
      this.#open();
      return;
    }
    const cancel = this.#clock.after(PROBE_MS, () => this.#again());
    void this.#options.probe().then(cancel);
  }

  /** Gives a line up that does not answer, and makes another at once. */
  #again(): void {
    this.#socket.disconnect();
    this.#isTrying = false;
    this.#open();
  }

  #leave(): void {
    const token = this.#options.credentials.token();
    const endpointId = this.#options.credentials.endpointId();
    if (token && this.#isShown)
      this.#page.sendLast(`${this.#options.url}/api/v1/bye`, { token, endpointId, socketId: this.#socket.id });
    this.#hasLeft = true;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#silence();
    this.#socket.disconnect();
  }

  #end(view: ConnectionView): void {
    this.#isWanted = false;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#silence();
    this.#socket.disconnect();
    this.#view.set(view);
  }

  #silence(): void {
    this.#isShown = false;
    this.#isTrying = false;
    for (const fail of [...this.#waiting]) fail();
  }
}

function disconnected(): { readonly ok: false; readonly error: CommandError; readonly isUnanswered: true } {
  const code = CODES.disconnected;
  return { ok: false, error: { code, name: codeName(code), message: 'no line to the server' }, isUnanswered: true };
}
