import { LIMITS, type PresenceStatus, type PresentUser, type Role, type User } from '@frontdesk/protocol';
import type { CallStore, Clock, Watchers } from '../calls/ports.js';
import { type Directory, mayReach } from '../calls/rules.js';
import type { EndpointRegistry } from './EndpointRegistry.js';
import type { CallServer, Page } from './Page.js';

/** Changes are told at most this often, in ms: four times a second (section 3). */
const FLUSH_MS = 250;

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
    this.#clock.at(this.#clock.now() + FLUSH_MS, () => void this.#flush());
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
    this.#isDue = false;
    const changed = [...this.#changed];
    this.#changed.clear();
    const users: PresentUser[] = [];
    for (const userId of changed) {
      const user = this.#registry.user(userId);
      if (user) users.push({ ...user, status: await this.#status(userId) });
    }
    if (users.length > 0) this.#watchers.tell('presence', { users });
    for (const viewer of ['agent', 'caller'] as const) {
      this.#tell(
        viewer,
        users.filter((user) => mayReach(this.#directory, viewer, user.role)),
      );
    }
  }

  /** All who see alike are told in one go, but those who changed themselves: they are told of the others. */
  #tell(viewer: Role, users: readonly PresentUser[]): void {
    const room = roomOf(viewer);
    if (!this.#io || users.length === 0) return;
    const own = users
      .flatMap(({ userId }) => this.#registry.pagesOf(userId))
      .filter(({ socket }) => socket.rooms.has(room));
    this.#io
      .to(room)
      .except(own.map(({ socket }) => socket.id))
      .emit('presence', { users });
    for (const page of own) {
      const others = users.filter(({ userId }) => userId !== page.user.userId);
      if (others.length > 0) page.send('presence', { users: others });
    }
  }
}

function roomOf(role: Role): string {
  return role === 'caller' ? CALLER_ROOM : STAFF_ROOM;
}
