import { describe, expect, it } from 'vitest';
import { Identity } from '../identity/Identity.js';
import type { Session } from '../identity/sessions.js';
import type { TabChannel, TabMessage } from '../identity/TabChannel.js';
import { Keep, type StorageLike } from '../Keep.js';
import { started } from '../testing/calls.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { keptCallIn } from './keptCall.js';
import type { CallAnswer } from './offers.js';
import type { WayBack } from './WayBack.js';

/** One browser and a server: tabs of it come, die without a word, and come anew. */
class Machine {
  readonly clock = new ManualClock();
  readonly ways = new Map<string, WayBack>();
  readonly #living = new Set<string>();
  readonly #hearing = new Set<(message: TabMessage) => void>();
  readonly #shared = new Map<string, string>();
  answer: CallAnswer | null = 'goes_on';

  readonly #hasLocks: boolean;

  constructor({ hasLocks = true } = {}) {
    this.#hasLocks = hasLocks;
  }

  tab() {
    const stored = new Map<string, string>();
    const tab = new Keep(() => storageOf(stored));
    const channel = this.#channel();
    const identity = new Identity({
      tab,
      browser: new Keep(() => storageOf(this.#shared)),
      channel,
      clock: this.clock,
      door: {
        open: async (name) => ({ ok: true, session: this.#session(name) }),
        renew: async () => ({ ok: false, reason: 'unreachable' }),
      },
      shelf: {
        all: async () => [...this.ways.values()],
        put: (way) => void this.ways.set(way.endpointId, way),
        forget: (endpointId) => void this.ways.delete(endpointId),
        forgetAllOf: (userId) => {
          for (const [at, { session }] of this.ways) if (session.user.userId === userId) this.ways.delete(at);
        },
      },
      locks: this.#hasLocks ? this.#locks() : null,
      askCall: async () => this.answer,
    });
    return {
      identity,
      /** As the page does when a call has started. */
      talk: () => {
        const { userId } = userOf(identity);
        const [endpointId, call] = [identity.endpointId(), callOf(userId)];
        tab.write('frontdesk.ticket', { userId, endpointId, ticket: 'signed', call });
        tab.write('frontdesk.call', { callId: 'c1', epochs: { p: 3 }, video: true, muted: true, isHushed: false });
        identity.keepCall(keptCallIn(tab));
      },
      hangUp: () => {
        tab.forget('frontdesk.call');
        identity.keepCall(keptCallIn(tab));
      },
      /** Everything of it is gone at once, but its word stands. */
      crash: () => {
        this.#living.delete(identity.endpointId());
        identity.close();
      },
      /** Opens the start page: what it offers, as names. */
      arrive: async () => {
        identity.waysBack.watch();
        await settled();
        return names(identity);
      },
      kept: (key: string) => tab.read(key),
    };
  }

  async later(ms: number): Promise<void> {
    this.clock.pass(ms);
    await settled();
  }

  #channel(): TabChannel {
    let listener: (message: TabMessage) => void = () => undefined;
    return {
      tell: (message) => {
        for (const other of this.#hearing) if (other !== listener) queueMicrotask(() => other(message));
      },
      listen: (listen) => {
        listener = listen;
        this.#hearing.add(listen);
      },
      close: () => this.#hearing.delete(listener),
    };
  }

  #locks() {
    return {
      hold: (endpointId: string) => {
        this.#living.add(endpointId);
        return () => void this.#living.delete(endpointId);
      },
      living: async () => this.#living,
    };
  }

  #session(name: string): Session {
    const user = { userId: name.toLowerCase(), name, role: 'caller' } as const;
    return { token: `${name}'s`, user, expiresAt: 9e15, receivedAt: this.clock.now() };
  }
}

function storageOf(stored: Map<string, string>): StorageLike {
  return {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
    key: (at) => [...stored.keys()][at] ?? null,
    get length() {
      return stored.size;
    },
  };
}

function callOf(userId: string) {
  return started({ caller: { userId, name: userId, role: 'caller', endpointId: 'x' } });
}

function userOf(identity: Identity) {
  const view = identity.view.get();
  if (view.state !== 'joined') throw new Error('has not joined');
  return view.user;
}

function names(identity: Identity): string[] {
  return (identity.waysBack.offers.get() ?? []).map(({ self, other }) => `${self.name} with ${other.name}`);
}

/** Ann is in a call with Ben. */
async function talking(machine: Machine) {
  const ann = machine.tab();
  await ann.identity.join('Ann');
  ann.talk();
  return ann;
}

describe('a page that was lost in its call', () => {
  it('is offered to a new tab, which becomes that page: its person, its endpoint, its call', async () => {
    const machine = new Machine();
    const ann = await talking(machine);
    ann.crash();
    const anew = machine.tab();
    expect(await anew.arrive()).toEqual(['Ann with Ben']);
    const endpointId = ann.identity.endpointId();
    expect(await anew.identity.goBack(endpointId)).toBe(true);
    expect(userOf(anew.identity)).toEqual({ userId: 'ann', name: 'Ann', role: 'caller' });
    expect(anew.identity.token()).toBe("Ann's");
    await machine.later(150);
    await anew.identity.settled;
    expect(anew.identity.endpointId()).toBe(endpointId);
    expect(anew.kept('frontdesk.call')).toEqual({
      callId: 'c1',
      epochs: { p: 3 },
      video: true,
      muted: true,
      isHushed: false,
    });
    expect(anew.kept('frontdesk.ticket')).toMatchObject({ endpointId, ticket: 'signed' });
  });

  it('is not offered while it lives, nor once another tab has become it', async () => {
    const machine = new Machine();
    const ann = await talking(machine);
    const [one, two] = [machine.tab(), machine.tab()];
    expect(await one.arrive()).toEqual([]);
    ann.crash();
    await machine.later(2_000);
    expect(names(one.identity), 'it may be loading anew').toEqual([]);
    await machine.later(2_000);
    expect(names(one.identity)).toEqual(['Ann with Ben']);
    expect(await two.arrive()).toEqual(['Ann with Ben']);
    await two.identity.goBack(ann.identity.endpointId());
    expect(await one.identity.goBack(ann.identity.endpointId())).toBe(false);
    expect(names(one.identity)).toEqual([]);
    expect(one.identity.view.get().state).toBe('unknown');
  });

  it('is no longer offered when its call has ended, and nothing is kept of it', async () => {
    const machine = new Machine();
    const ann = await talking(machine);
    ann.crash();
    const anew = machine.tab();
    await anew.arrive();
    machine.answer = 'over';
    await machine.later(2_000);
    expect(names(anew.identity)).toEqual([]);
    expect(machine.ways.size).toBe(0);
  });

  it('is offered again when a server that was away answers again', async () => {
    const machine = new Machine();
    machine.answer = null;
    (await talking(machine)).crash();
    const anew = machine.tab();
    expect(await anew.arrive()).toEqual([]);
    machine.answer = 'missing';
    await machine.later(2_000);
    machine.answer = 'goes_on';
    await machine.later(2_000);
    expect(names(anew.identity)).toEqual(['Ann with Ben']);
    machine.answer = null;
    await machine.later(2_000);
    expect(names(anew.identity), 'one look without an answer').toEqual(['Ann with Ben']);
  });

  it('is told from a living one by its silence where the browser has no locks', async () => {
    const machine = new Machine({ hasLocks: false });
    const ann = await talking(machine);
    const other = machine.tab();
    await other.arrive();
    for (let second = 0; second < 30; second += 1) await machine.later(1_000);
    expect(names(other.identity)).toEqual([]);
    ann.crash();
    for (let second = 0; second < 14; second += 1) await machine.later(1_000);
    expect(names(other.identity)).toEqual(['Ann with Ben']);
  });
});

describe('what is kept of a call', () => {
  it('goes with its end, and with the person', async () => {
    const machine = new Machine();
    const ann = await talking(machine);
    expect(machine.ways.size).toBe(1);
    ann.hangUp();
    expect(machine.ways.size).toBe(0);
    ann.talk();
    ann.identity.signOut();
    expect(machine.ways.size).toBe(0);
    ann.identity.keepCall({ callId: 'c1', other: { userId: 'ben', name: 'Ben' }, stored: {} });
    expect(machine.ways.size, 'written after the person has signed out').toBe(0);
  });

  it('goes when the person signs out in another tab after a crash, and other people’s stays', async () => {
    const machine = new Machine();
    (await talking(machine)).crash();
    const eve = machine.tab();
    await eve.identity.join('Eve');
    eve.talk();
    const anew = machine.tab();
    await anew.identity.join('Ann');
    anew.identity.signOut();
    expect([...machine.ways.values()].map(({ session }) => session.user.name)).toEqual(['Eve']);
    expect(await anew.arrive()).toEqual([]);
  });
});
