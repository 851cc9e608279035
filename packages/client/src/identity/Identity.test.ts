import { describe, expect, it } from 'vitest';
import { Keep, type StorageLike } from '../Keep.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { Identity } from './Identity.js';
import type { Session, SessionDoor } from './sessions.js';
import type { TabChannel, TabMessage } from './TabChannel.js';

const LIFE_MS = 1_000_000;

class MemoryStorage implements StorageLike {
  readonly map: Map<string, string>;

  constructor(entries: Iterable<[string, string]> = []) {
    this.map = new Map(entries);
  }

  get length(): number {
    return this.map.size;
  }

  key(at: number): string | null {
    return [...this.map.keys()][at] ?? null;
  }

  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.map.set(key, value);
  }

  removeItem(key: string): void {
    this.map.delete(key);
  }
}

/** One browser: its shared storage, its tabs, and a server that makes guests. */
class Browser {
  readonly clock = new ManualClock();
  readonly shared = new MemoryStorage();
  readonly renewed: string[] = [];
  renewal: 'ok' | 'rejected' | 'unreachable' = 'ok';
  readonly #listeners = new Set<(message: TabMessage) => void>();
  #guests = 0;

  /** Opens a tab; `storage` is what a reload keeps and a duplicate copies. */
  tab(storage = new MemoryStorage()): { identity: Identity; storage: MemoryStorage; close(): void } {
    let listener: (message: TabMessage) => void = () => undefined;
    const channel: TabChannel = {
      tell: (message) => {
        for (const other of this.#listeners) if (other !== listener) queueMicrotask(() => other(message));
      },
      listen: (listen) => {
        listener = listen;
        this.#listeners.add(listen);
      },
      close: () => this.#listeners.delete(listener),
    };
    const identity = new Identity({
      tab: new Keep(() => storage),
      browser: new Keep(() => this.shared),
      door: this.#door(),
      channel,
      clock: this.clock,
    });
    return { identity, storage, close: () => identity.close() };
  }

  #door(): SessionDoor {
    const session = (name: string, userId: string): Session => ({
      token: `${userId}@${this.clock.now()}`,
      user: { userId, name, role: 'caller' },
      expiresAt: this.clock.now() + LIFE_MS,
      receivedAt: this.clock.now(),
    });
    return {
      open: async (name) => {
        this.#guests += 1;
        return { ok: true, session: session(name, `g${this.#guests}`) };
      },
      renew: async (token) => {
        this.renewed.push(token);
        if (this.renewal !== 'ok') return { ok: false, reason: this.renewal };
        return { ok: true, session: session('Ana', token.split('@')[0] ?? '') };
      },
    };
  }
}

function name(identity: Identity): string | null {
  const view = identity.view.get();
  return view.state === 'joined' ? view.user.name : null;
}

describe('Identity', () => {
  it('is unknown at first, and joined over a reload', async () => {
    const browser = new Browser();
    const first = browser.tab();
    expect(first.identity.view.get()).toEqual({ state: 'unknown', remembered: null });
    expect(await first.identity.join('Ana')).toEqual({ ok: true });
    const id = first.identity.endpointId();
    first.close();
    const reloaded = browser.tab(first.storage);
    browser.clock.pass(150);
    await reloaded.identity.settled;
    expect(name(reloaded.identity)).toBe('Ana');
    expect(reloaded.identity.endpointId()).toBe(id);
  });

  it('[P20] lets two tabs be two people, and each keeps its own over a reload', async () => {
    const browser = new Browser();
    const one = browser.tab();
    await one.identity.join('Ana');
    const two = browser.tab();
    expect(two.identity.view.get()).toMatchObject({ state: 'unknown', remembered: { name: 'Ana' } });
    two.identity.joinAsSomeoneElse();
    expect(two.identity.view.get()).toEqual({ state: 'unknown', remembered: null });
    await two.identity.join('Ben');
    one.close();
    two.close();
    expect([name(browser.tab(one.storage).identity), name(browser.tab(two.storage).identity)]).toEqual(['Ana', 'Ben']);
  });

  it('is the remembered person in a second tab, with an endpoint of its own', async () => {
    const browser = new Browser();
    const one = browser.tab();
    await one.identity.join('Ana');
    const two = browser.tab();
    expect(await two.identity.continueAs()).toEqual({ ok: true });
    expect(two.identity.token()).toBe(one.identity.token());
    expect(two.identity.endpointId()).not.toBe(one.identity.endpointId());
  });

  it('forgets a remembered person whom the server does not know any more', async () => {
    const browser = new Browser();
    await browser.tab().identity.join('Ana');
    browser.clock.pass(LIFE_MS);
    browser.renewal = 'rejected';
    const two = browser.tab();
    expect(await two.identity.continueAs()).toEqual({ ok: false, reason: 'expired' });
    expect(two.identity.view.get()).toEqual({ state: 'unknown', remembered: null });
    expect(browser.tab().identity.view.get()).toEqual({ state: 'unknown', remembered: null });
  });

  it('goes on remembering when the server cannot be asked', async () => {
    const browser = new Browser();
    await browser.tab().identity.join('Ana');
    browser.clock.pass(LIFE_MS);
    browser.renewal = 'unreachable';
    const two = browser.tab();
    expect(await two.identity.continueAs()).toEqual({ ok: false, reason: 'unreachable' });
    expect(two.identity.view.get()).toMatchObject({ remembered: { name: 'Ana' } });
  });

  it('takes a new endpoint in a duplicated tab, and keeps the person', async () => {
    const browser = new Browser();
    const one = browser.tab();
    await one.identity.join('Ana');
    const copy = browser.tab(new MemoryStorage(one.storage.map));
    await copy.identity.settled;
    expect(name(copy.identity)).toBe('Ana');
    expect(copy.identity.endpointId()).not.toBe(one.identity.endpointId());
  });

  it('lets one of two tabs keep the endpoint when a whole window is restored', async () => {
    // Which one, chance decides: often enough that either has its turn.
    for (let round = 0; round < 20; round += 1) {
      const browser = new Browser();
      const one = browser.tab();
      await one.identity.join('Ana');
      const id = one.identity.endpointId();
      one.close();
      const tabs = [1, 2].map(() => browser.tab(new MemoryStorage(one.storage.map)).identity);
      await settled();
      browser.clock.pass(150);
      await Promise.all(tabs.map((identity) => identity.settled));
      expect(tabs.filter((identity) => identity.endpointId() === id)).toHaveLength(1);
    }
  });

  it('renews a token that is half spent, and only that', async () => {
    const browser = new Browser();
    const { identity } = browser.tab();
    await identity.join('Ana');
    const token = identity.token();
    browser.clock.pass(LIFE_MS / 2 - 600_000);
    await settled();
    expect(browser.renewed).toEqual([]);
    browser.clock.pass(1_200_000);
    await settled();
    expect(browser.renewed[0]).toBe(token);
    expect(identity.token()).not.toBe(token);
    expect(name(identity)).toBe('Ana');
  });

  it('drops out when the server refuses to renew', async () => {
    const browser = new Browser();
    const { identity } = browser.tab();
    await identity.join('Ana');
    browser.renewal = 'rejected';
    expect(await identity.renew()).toBe('rejected');
    expect(identity.view.get()).toEqual({ state: 'unknown', remembered: null });
    expect(identity.token()).toBeNull();
  });

  it('forgets everything on signing out, in every tab of that person and in no other', async () => {
    const browser = new Browser();
    const [one, two, three] = [browser.tab(), browser.tab(), browser.tab()];
    await one.identity.join('Ana');
    await two.identity.continueAs();
    await three.identity.join('Ben');
    one.storage.setItem('frontdesk.missed', '{}');
    browser.shared.setItem('frontdesk.camera', '{}');
    browser.shared.setItem('another.page', 'stays');
    one.identity.signOut();
    await settled();
    expect([name(one.identity), name(two.identity), name(three.identity)]).toEqual([null, null, 'Ben']);
    expect([...browser.shared.map.keys()]).toEqual(['another.page']);
    expect([...one.storage.map.keys()]).toEqual(['frontdesk.endpoint']);
  });

  it('works without any storage', async () => {
    const blocked = new Keep(() => {
      throw new DOMException('', 'SecurityError');
    });
    const browser = new Browser();
    await browser.tab().identity.join('Ana');
    const channel: TabChannel = { tell: () => undefined, listen: () => undefined, close: () => undefined };
    const session = {
      user: { userId: 'g', name: 'Eve', role: 'caller' },
      token: 't',
      expiresAt: 2e6,
      receivedAt: 1e6,
    } as const;
    const door: SessionDoor = {
      open: async () => ({ ok: true, session }),
      renew: async () => ({ ok: false, reason: 'unreachable' }),
    };
    const identity = new Identity({ tab: blocked, browser: blocked, channel, door, clock: browser.clock });
    await identity.join('Eve');
    expect(name(identity)).toBe('Eve');
    identity.signOut();
    expect(name(identity)).toBeNull();
  });
});
