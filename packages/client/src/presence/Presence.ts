import type { PresentUser } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { Send } from '../connection/Send.js';
import { type Store, WritableStore } from '../Store.js';
import type { PresenceView } from '../views.js';

/** How long someone who went offline stays in the list, in ms: a reload takes one to two seconds. */
const LINGER_MS = 3_000;

/** Who else is there, live while watched. */
export class Presence {
  readonly view: Store<PresenceView>;
  readonly #view = new WritableStore<PresenceView>({ users: [] });
  readonly #send: Send;
  readonly #clock: Clock;
  readonly #users = new Map<string, PresentUser>();
  readonly #leaving = new Map<string, () => void>();
  #isWatching = false;
  #me: string | null = null;

  constructor(send: Send, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
    this.view = this.#view;
  }

  /** Begins or ends watching; it goes on by itself over a reconnect. */
  async watch(on: boolean): Promise<void> {
    this.#isWatching = on;
    if (!on) this.clear();
    await this.ask();
  }

  /** Asks for the whole list: on every connection, and to see whether the line is alive. */
  async ask(): Promise<void> {
    const result = await this.#send('presence:watch', { on: this.#isWatching });
    if (result.ok && this.#isWatching) this.#replace(result.value.users);
  }

  /** A new connection of this user. */
  async ready(userId: string): Promise<void> {
    if (this.#me !== userId) this.clear();
    this.#me = userId;
    if (this.#isWatching) await this.ask();
  }

  /** What changed since the last. */
  changed(users: readonly PresentUser[]): void {
    if (!this.#isWatching) return;
    for (const user of users) {
      if (user.status === 'offline') this.#leave(user.userId);
      else this.#put(user);
    }
    this.#publish();
  }

  clear(): void {
    for (const cancel of this.#leaving.values()) cancel();
    this.#leaving.clear();
    this.#users.clear();
    this.#publish();
  }

  #replace(users: readonly PresentUser[]): void {
    const present = new Set(users.filter((user) => user.status !== 'offline').map((user) => user.userId));
    for (const userId of this.#users.keys()) {
      if (!present.has(userId)) this.#leave(userId);
    }
    this.changed(users);
  }

  #put(user: PresentUser): void {
    this.#leaving.get(user.userId)?.();
    this.#leaving.delete(user.userId);
    this.#users.set(user.userId, user);
  }

  #leave(userId: string): void {
    if (!this.#users.has(userId) || this.#leaving.has(userId)) return;
    const cancel = this.#clock.after(LINGER_MS, () => {
      this.#leaving.delete(userId);
      this.#users.delete(userId);
      this.#publish();
    });
    this.#leaving.set(userId, cancel);
  }

  #publish(): void {
    const users = [...this.#users.values()].filter((user) => user.userId !== this.#me);
    users.sort((one, two) => one.name.localeCompare(two.name) || one.userId.localeCompare(two.userId));
    this.#view.set({ users });
  }
}
