import type { ClientEvents, NewsMap, NewsName, ServerEvents, SessionReady, User } from '@frontdesk/protocol';
import type { Server, Socket } from 'socket.io';

/** What the handshake found out about a connection. */
export interface SocketData {
  user: User;
  endpointId: string;
  /** The token has run out: the connection is good for the call it is in, and for nothing else. */
  isExpired: boolean;
}

export type CallServer = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;
export type PageSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

/**
 * One connection of one page. Until `open` nothing is sent: the snapshot of what is comes first, then what happened since
 * it was begun (section 3).
 */
export class Page {
  readonly user: User;
  readonly endpointId: string;
  readonly socket: PageSocket;
  saidBye = false;
  #held: (() => void)[] | null = [];

  constructor(user: User, endpointId: string, socket: PageSocket) {
    this.user = user;
    this.endpointId = endpointId;
    this.socket = socket;
  }

  send<N extends NewsName>(name: N, news: NewsMap[N]): void {
    if (this.#held) {
      this.#held.push(() => this.send(name, news));
      return;
    }
    this.socket.emit<NewsName>(name, ...([news] as unknown as Parameters<ServerEvents[NewsName]>));
  }

  /** Whether the snapshot is out, and commands may be taken. */
  get isOpen(): boolean {
    return this.#held === null;
  }

  open(ready: SessionReady): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.socket.emit('session:ready', ready);
    for (const emit of held) emit();
  }

  /** The page said that it closes; whether it reloads nobody can tell. */
  leave(socketId: string = this.socket.id): void {
    // A goodbye that was overtaken by the reloaded page's connection is no goodbye of this one.
    if (socketId !== this.socket.id) return;
    this.saidBye = true;
    this.socket.disconnect(true);
  }

  /** A newer connection of this page took over. */
  replace(): void {
    this.socket.emit('replaced', {});
    this.socket.disconnect(true);
  }
}
