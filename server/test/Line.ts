import type { Result } from '@frontdesk/protocol';
import { io, type Socket } from 'socket.io-client';
import { checkAnswer, checkNews, type Reader } from './conformance.js';

/** How long a test waits for what must come, in ms: generous, since it is only spent when a test fails. */
const PATIENCE_MS = 12_000;

/** How someone connects. `auth` is sent as it is: tests send what no client of ours would. */
export interface Door {
  readonly url: string;
  readonly auth: Readonly<Record<string, unknown>>;
  readonly transports?: readonly ('websocket' | 'polling')[];
  readonly headers?: Readonly<Record<string, string>>;
  /** PEM of a certificate to believe. */
  readonly ca?: string;
}

/** What arrived, in its order: news and acknowledgments in one list. */
export type Received<Name extends string = string> =
  | { readonly news: Name; readonly with: unknown }
  | { readonly acknowledged: string; readonly with: Result<unknown> };

interface Waiting {
  readonly isMet: () => boolean;
}

/** One connection to the server, as a client that we did not write would see it. `News` is what may arrive, by name. */
export class Line<News extends object> {
  /** Everything received, the oldest first. */
  readonly log: Received<keyof News & string>[] = [];
  readonly socket: Socket;
  /** Why the connection ended, as Socket.IO says it; null while it lasts. */
  gone: string | null = null;
  /** Places in `log` of the news that `next` has given out. */
  readonly #taken = new Set<number>();
  readonly #reader: Reader;
  #waiting: Waiting[] = [];

  protected constructor({ url, auth, transports, headers, ca }: Door) {
    this.#reader = url.endsWith('/business') ? 'program' : 'page';
    this.socket = io(url, {
      auth,
      transports: [...(transports ?? (['websocket'] as const))],
      reconnection: false,
      forceNew: true,
      ...(headers ? { extraHeaders: { ...headers } } : {}),
      ...(ca ? { ca } : {}),
    });
    this.socket.onAny((news: keyof News & string, payload: unknown) => this.#note({ news, with: payload }));
    this.socket.on('disconnect', (reason) => {
      this.gone = reason;
      this.#look();
    });
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
  async next<N extends keyof News & string>(name: N, isIt: (news: News[N]) => boolean = () => true): Promise<News[N]> {
    let found = -1;
    await this.#until(() => {
      found = this.log.findIndex(
        (each, at) => !this.#taken.has(at) && 'news' in each && each.news === name && isIt(each.with as News[N]),
      );
      return found !== -1;
    }, name);
    this.#taken.add(found);
    return this.log[found]?.with as News[N];
  }

  /** All news of that name so far. */
  news<N extends keyof News & string>(name: N): News[N][] {
    return this.log.flatMap((each) => ('news' in each && each.news === name ? [each.with as News[N]] : []));
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

  /** Whatever arrives in any test is held against the published schemas; what they forbid fails the run. */
  #note(received: Received<keyof News & string>): void {
    if ('news' in received) checkNews(this.#reader, received.news, received.with);
    else checkAnswer(this.#reader, received.acknowledged, received.with);
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
