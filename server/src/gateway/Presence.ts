import { promisify } from 'node:util';
import { LIMITS, type PresenceStatus, type PresentUser, type Role, type User } from '@frontdesk/protocol';
import { PacketType } from 'socket.io-parser';
import type { CallStore, Clock, Watchers } from '../calls/ports.js';
import { type Directory, mayReach } from '../calls/rules.js';
import { Encoder } from './Encoder.js';
import type { EndpointRegistry } from './EndpointRegistry.js';
import type { CallServer, Page } from './Page.js';

/** Changes are told at most this often, in ms: four times a second (section 3). */
const FLUSH_MS = 250;

/** How many pages are told in one turn of the event loop: about a millisecond's work. */
const SLICE = 100;

const ENCODER = new Encoder();
const nextTurn = promisify(setImmediate);

const STAFF_ROOM = 'presence:staff';
const CALLER_ROOM = 'presence:caller';

/**
 * Who is there, and who is told of it. Changes are gathered and told together, encoded once for all who see the same, so
 * that presence never costs a call anything. Nobody is in their own list.
 */
export class Presence {
  readonly #registry: EndpointRegistry;
  readonly #store: CallStore;
  readonly #clock: Clock;
  readonly #directory: Directory;
  /** Business servers: told of everybody, whatever the directory hides from people. */
  readonly #watchers: Watchers;
  readonly #changed = new Set<string>();
  #io: CallServer | null = null;
  #isDue = false;

  constructor(registry: EndpointRegistry, store: CallStore, clock: Clock, directory: Directory, watchers: Watchers) {
    this.#registry = registry;
    this.#store = store;
    this.#clock = clock;
    this.#directory = directory;
    this.#watchers = watchers;
  }

  attach(io: CallServer): void {
    this.#io = io;
  }

  /** Begins or ends telling a page of changes; the value is who is there now, at most 500. */
  async watch(page: Page, on: boolean): Promise<readonly PresentUser[]> {
    const room = roomOf(page.user.role);
    if (!on) {
      await page.socket.leave(room);
      return [];
    }
    await page.socket.join(room);
    return this.#list(page.user, LIMITS.usersWatched, () => true);
  }

  /** People by a part of their name or id, at most 20. */
  find(viewer: User, query: string): Promise<readonly PresentUser[]> {
    const wanted = query.toLowerCase();
    return this.#list(
      viewer,
      LIMITS.usersFound,
      ({ userId, name }) => userId.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted),
    );
  }

  /** Everybody who is connected, for business servers. */
  async everyone(): Promise<readonly PresentUser[]> {
    const users: PresentUser[] = [];
    for (const user of this.#registry.users()) users.push({ ...user, status: await this.#status(user.userId) });
    return users;
  }

  /** Someone came, went, or is in a call or out of it. */
  changed(userId: string): void {
    this.#changed.add(userId);
    if (this.#isDue) return;
    this.#isDue = true;
    this.#clock.at(this.#clock.now() + FLUSH_MS, () => void this.#flush().finally(() => this.#flushed()));
  }

  async #list(viewer: User, max: number, matches: (user: User) => boolean): Promise<readonly PresentUser[]> {
    const users: PresentUser[] = [];
    for (const user of this.#registry.users()) {
      if (users.length === max) break;
      if (user.userId === viewer.userId || !mayReach(this.#directory, viewer.role, user.role) || !matches(user))
        continue;
      users.push({ ...user, status: await this.#status(user.userId) });
    }
    return users;
  }

  async #status(userId: string): Promise<PresenceStatus> {
    if (this.#registry.pagesOf(userId).length === 0) return 'offline';
    return (await this.#store.liveCallOf(userId)) ? 'busy' : 'available';
  }

  async #flush(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    const users: PresentUser[] = [];
    for (const userId of changed) {
      const user = this.#registry.user(userId);
      if (user) users.push({ ...user, status: await this.#status(userId) });
    }
    if (users.length > 0) this.#watchers.tell('presence', { users });
    for (const viewer of ['agent', 'caller'] as const) {
      const visible = users.filter((user) => mayReach(this.#directory, viewer, user.role));
      if (visible.length > 0) await this.#tell(roomOf(viewer), visible);
    }
  }

  /** What changed while they were told is told next. */
  #flushed(): void {
    this.#isDue = false;
    const [next] = this.#changed;
    if (next !== undefined) this.changed(next);
  }

  /**
   * All who see alike get the same packet, written out once, but those who changed themselves: they are told of the others.
   * A slice of them in each turn of the event loop, so that no call waits until thousands are told.
   */
  async #tell(room: string, users: readonly PresentUser[]): Promise<void> {
    const sockets = this.#io?.sockets;
    if (!sockets) return;
    const [packet = ''] = ENCODER.encode({ type: PacketType.EVENT, nsp: '/', data: ['presence', { users }] });
    const changed = new Set(users.map(({ userId }) => userId));
    const ids = [...(sockets.adapter.rooms.get(room) ?? [])];
    for (let from = 0; from < ids.length; from += SLICE) {
      if (from > 0) await nextTurn();
      for (const id of ids.slice(from, from + SLICE)) {
        const socket = sockets.sockets.get(id);
        if (!socket?.rooms.has(room)) continue;
        const { userId } = socket.data.user;
        if (!changed.has(userId)) socket.conn.write(packet);
        else if (users.length > 1) socket.emit('presence', { users: users.filter((user) => user.userId !== userId) });
      }
    }
  }
}

function roomOf(role: Role): string {
  return role === 'caller' ? CALLER_ROOM : STAFF_ROOM;
}
