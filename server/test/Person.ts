import type {
  Command,
  CommandError,
  CommandInput,
  CommandValues,
  NewsMap,
  NewsName,
  Result,
} from '@frontdesk/protocol';
import { io, type Socket } from 'socket.io-client';

/** How long a test waits for what must come, in ms: generous, since it is only spent when a test fails. */
const PATIENCE_MS = 12_000;

/** How a page connects. `auth` is sent as it is: tests send what no client of ours would. */
export interface Door {
  readonly url: string;
  readonly auth: Readonly<Record<string, unknown>>;
  readonly transports?: readonly ('websocket' | 'polling')[];
  readonly headers?: Readonly<Record<string, string>>;
  /** PEM of a certificate to believe. */
  readonly ca?: string;
}

/** What reached a page, in its order: news and acknowledgments in one list. */
export type Received =
  | { readonly news: NewsName; readonly with: unknown }
  | { readonly acknowledged: string; readonly with: Result<unknown> };

interface Waiting {
  readonly isMet: () => boolean;
}

/** One open page of someone, as a client that we did not write would see the server. */
export class Person {
  /** Everything received, the oldest first. */
  readonly log: Received[] = [];
  readonly socket: Socket;
  /** Why the connection ended, as Socket.IO says it; null while it lasts. */
  gone: string | null = null;
  /** Places in `log` of the news that `next` has given out. */
  readonly #taken = new Set<number>();
  #waiting: Waiting[] = [];

  private constructor({ url, auth, transports, headers, ca }: Door) {
    this.socket = io(url, {
      auth,
      transports: [...(transports ?? (['websocket'] as const))],
      reconnection: false,
      forceNew: true,
      ...(headers ? { extraHeaders: { ...headers } } : {}),
      ...(ca ? { ca } : {}),
    });
    this.socket.onAny((news: NewsName, payload: unknown) => this.#note({ news, with: payload }));
    this.socket.on('disconnect', (reason) => {
      this.gone = reason;
      this.#look();
    });
  }

  /** Connects and waits to be greeted. Rejects with the server's `connect_error`. */
  static async enter(door: Door): Promise<Person> {
    const person = new Person(door);
    await new Promise<void>((resolve, reject) => {
      person.socket.once('session:ready', () => resolve());
      person.socket.once('connect_error', reject);
      person.socket.once('disconnect', (reason) => reject(new Error(`disconnected: ${reason}`)));
    });
    return person;
  }

  /** Begins to connect and does not wait: whatever is sent meanwhile leaves with the first chance. */
  static hasty(door: Door): Person {
    return new Person(door);
  }

  /** What the server greeted this page with. */
  get ready(): NewsMap['session:ready'] {
    return this.news('session:ready')[0] as NewsMap['session:ready'];
  }

  get userId(): string {
    return this.ready.user.userId;
  }

  get endpointId(): string {
    return this.ready.endpointId;
  }

  /** Sends a command; resolves with its acknowledgment. */
  command<C extends Command>(name: C, payload: CommandInput<C>): Promise<Result<CommandValues[C]>> {
    return this.send(name, payload) as Promise<Result<CommandValues[C]>>;
  }

  /** The value of a command that must be carried out. */
  async does<C extends Command>(name: C, payload: CommandInput<C>): Promise<CommandValues[C]> {
    const result = await this.command(name, payload);
    if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
    return result.value;
  }

  /** The error of a command that must be refused. */
  async isRefused<C extends Command>(name: C, payload: CommandInput<C>): Promise<CommandError> {
    const result = await this.command(name, payload);
    if (result.ok) throw new Error(`${name} was carried out: ${JSON.stringify(result.value)}`);
    return result.error;
  }

  /** Sends anything at all, with an acknowledgment behind it. */
  async send(name: string, ...args: unknown[]): Promise<Result<unknown>> {
    let result: Result<unknown> | undefined;
    this.socket.emit(name, ...args, (answer: Result<unknown>) => {
      result = answer;
      this.#note({ acknowledged: name, with: answer });
    });
    await this.#until(() => result !== undefined, `the acknowledgment of ${name}`);
    return result as Result<unknown>;
  }

  /** The next news of that name that was not given out yet, waiting for it if need be. */
  async next<N extends NewsName>(name: N, isIt: (news: NewsMap[N]) => boolean = () => true): Promise<NewsMap[N]> {
    let found = -1;
    await this.#until(() => {
      found = this.log.findIndex(
        (each, at) => !this.#taken.has(at) && 'news' in each && each.news === name && isIt(each.with as NewsMap[N]),
      );
      return found !== -1;
    }, name);
    this.#taken.add(found);
    return this.log[found]?.with as NewsMap[N];
  }

  /** All news of that name so far. */
  news<N extends NewsName>(name: N): NewsMap[N][] {
    return this.log.flatMap((each) => ('news' in each && each.news === name ? [each.with as NewsMap[N]] : []));
  }

  /**
   * The names of all news of calls so far, after one more round trip: the wire keeps its order, so whatever the server had
   * sent before is here. How a test proves that something was *not* told.
   */
  async heard(): Promise<string[]> {
    await this.settle();
    return this.log.flatMap((each) => ('news' in each && each.news.startsWith('call:') ? [each.news] : []));
  }

  /** One round trip. */
  async settle(): Promise<void> {
    await this.send('settle');
  }

  /** Resolves with the reason when the connection has ended. */
  async isGone(): Promise<string> {
    await this.#until(() => this.gone !== null, 'the end of the connection');
    return this.gone ?? '';
  }

  /** Closes the connection in good order, without a goodbye: the endpoint is lost. */
  async leave(): Promise<void> {
    this.socket.disconnect();
    await this.isGone();
  }

  /** The line breaks, without a word at Socket.IO's level. */
  async vanish(): Promise<void> {
    this.socket.io.engine.close();
    await this.isGone();
  }

  /** The line goes dead: nothing is read or answered any more, and nobody is told; returns its thaw. WebSocket only. */
  freeze(): () => void {
    const { ws } = this.socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } };
    ws.pause();
    return () => ws.resume();
  }

  /** Sends one Socket.IO packet as it is written on the wire, such as `2["call:ice",{}]`. */
  sendRaw(packet: string): void {
    this.socket.io.engine.send(packet);
  }

  #note(received: Received): void {
    this.log.push(received);
    this.#look();
  }

  #look(): void {
    this.#waiting = this.#waiting.filter(({ isMet }) => !isMet());
  }

  #until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        const seen = this.log.map((each) => ('news' in each ? each.news : `ack ${each.acknowledged}`)).join(', ');
        reject(new Error(`waited in vain for ${what}; so far: ${seen}; connection: ${this.gone ?? 'open'}`));
      }, PATIENCE_MS);
      const isMet = () => {
        if (!condition()) return false;
        clearTimeout(limit);
        resolve();
        return true;
      };
      this.#waiting.push({ isMet });
    });
  }
}
