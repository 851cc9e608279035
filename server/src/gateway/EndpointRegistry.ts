import { LIMITS, type NewsMap, type NewsName, type User } from '@frontdesk/protocol';
import type { Endpoints } from '../calls/ports.js';
import type { Address } from '../calls/step.js';
import { Page, type PageSocket } from './Page.js';

/** How many people who have left are still known by name. */
const REMEMBERED = 10_000;

interface Present {
  user: User;
  readonly pages: Page[];
}

/** The pages that are connected now, by user; the way to each of them. */
export class EndpointRegistry implements Endpoints {
  readonly #present = new Map<string, Present>();
  /** People who left, oldest first. */
  readonly #left = new Map<string, User>();

  /** Registers a page's connection. An older connection of the same page is replaced, and told so. */
  add(user: User, endpointId: string, socket: PageSocket): Page {
    const page = new Page(user, endpointId, socket);
    const present = this.#present.get(user.userId);
    this.#left.delete(user.userId);
    if (!present) {
      this.#present.set(user.userId, { user, pages: [page] });
      return page;
    }
    present.user = user;
    const index = present.pages.findIndex((each) => each.endpointId === endpointId);
    if (index === -1) present.pages.push(page);
    else present.pages.splice(index, 1, page)[0]?.replace();
    return page;
  }

  /** Forgets a page's connection; false if a newer one has taken its place. */
  remove(page: Page): boolean {
    const { userId } = page.user;
    const present = this.#present.get(userId);
    const index = present?.pages.indexOf(page) ?? -1;
    if (!present || index === -1) return false;
    present.pages.splice(index, 1);
    if (present.pages.length === 0) {
      this.#present.delete(userId);
      this.#remember(present.user);
    }
    return true;
  }

  /** Whether this user may open one more page. */
  hasRoomFor(userId: string, endpointId: string): boolean {
    const pages = this.#present.get(userId)?.pages ?? [];
    return pages.length < LIMITS.endpointsPerUser || pages.some((page) => page.endpointId === endpointId);
  }

  page(userId: string, endpointId: string): Page | undefined {
    return this.#present.get(userId)?.pages.find((page) => page.endpointId === endpointId);
  }

  pagesOf(userId: string): readonly Page[] {
    return this.#present.get(userId)?.pages ?? [];
  }

  /** A user's call is over: pages that were let in for it, with a token that had expired, are good for nothing any more. */
  closeExpired(userId: string): void {
    for (const page of [...this.pagesOf(userId)]) if (page.socket.data.isExpired) page.socket.disconnect(true);
  }

  /** A user's account has ended: each page is good for the call it is in, and for nothing else. Those pages. */
  expire(userId: string): readonly Page[] {
    const pages = [...this.pagesOf(userId)];
    for (const { socket } of pages) socket.data.isExpired = true;
    return pages;
  }

  /** Everybody who has a page open. */
  *users(): Generator<User> {
    for (const { user } of this.#present.values()) yield user;
  }

  /** How many pages are connected. */
  get size(): number {
    let size = 0;
    for (const { pages } of this.#present.values()) size += pages.length;
    return size;
  }

  tell<N extends NewsName>(to: Address, name: N, news: NewsMap[N]): void {
    if ('endpointId' in to) {
      this.page(to.userId, to.endpointId)?.send(name, news);
      return;
    }
    for (const page of this.pagesOf(to.userId)) if (page.endpointId !== to.allBut) page.send(name, news);
  }

  isConnected(userId: string, endpointId: string): boolean {
    return this.page(userId, endpointId) !== undefined;
  }

  connectedOf(userId: string): readonly string[] {
    return this.pagesOf(userId).map((page) => page.endpointId);
  }

  user(userId: string): User | undefined {
    return this.#present.get(userId)?.user ?? this.#left.get(userId);
  }

  #remember(user: User): void {
    this.#left.set(user.userId, user);
    if (this.#left.size <= REMEMBERED) return;
    for (const oldest of this.#left.keys()) {
      this.#left.delete(oldest);
      break;
    }
  }
}
