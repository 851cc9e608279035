import { expect, test } from 'vitest';
import type { Session } from '../identity/sessions.js';
import { Keep } from '../Keep.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { MemoryStorage } from '../testing/MemoryStorage.js';
import { StaffIdentity } from './StaffIdentity.js';
import type { StaffDoor, StaffToken } from './staffDoor.js';

const LIFE_MS = 600_000;
const AMY = { userId: 'amy', name: 'Amy', role: 'agent' } as const;

/** A browser with a cookie, or none. */
function browser(storage = new MemoryStorage()) {
  const clock = new ManualClock();
  const state = { cookie: null as typeof AMY | null, refusal: null as 'disabled' | 'unreachable' | null, tokens: 0 };
  const token = async (): Promise<StaffToken> => {
    if (state.refusal) return { ok: false, reason: state.refusal };
    if (!state.cookie) return { ok: false, reason: 'signedOut' };
    state.tokens += 1;
    const now = clock.now();
    const session: Session = {
      token: `t${state.tokens}`,
      user: state.cookie,
      expiresAt: now + LIFE_MS,
      receivedAt: now,
    };
    return { ok: true, session };
  };
  const door: StaffDoor = {
    look: async () => null,
    oidcAddress: async () => null,
    signIn: async (_, password) => {
      if (password !== 'right') return { ok: false, reason: 'wrong' };
      state.cookie = AMY;
      return { ok: true };
    },
    signOut: async () => {
      state.cookie = null;
    },
    token,
    lookAtLink: async () => null,
    firstAdmin: async () => ({ ok: true }),
    accept: async () => ({ ok: true }),
  };
  const channel = { tell: () => undefined, listen: () => undefined, close: () => undefined };
  const open = () => new StaffIdentity({ clock, door, channel, tab: new Keep(() => storage) });
  return { clock, state, storage, open };
}

test('nobody is signed in until they sign in, and a wrong password says so', async () => {
  const { open } = browser();
  const identity = open();
  expect(identity.view.get()).toEqual({ state: 'asking' });
  await settled();
  expect(identity.view.get()).toEqual({ state: 'signedOut', why: null });
  expect(await identity.signIn('amy@example.com', 'wrong')).toEqual({ ok: false, reason: 'wrong' });
  expect(await identity.signIn('amy@example.com', 'right')).toEqual({ ok: true });
  expect(identity.view.get()).toEqual({ state: 'signedIn', user: AMY });
  expect(identity.token()).toBe('t1');
});

test('a reload is signed in at once, before the server is asked', async () => {
  const page = browser();
  await settled();
  await page.open().signIn('amy@example.com', 'right');
  page.state.refusal = 'unreachable';
  const again = page.open();
  expect(again.view.get()).toEqual({ state: 'signedIn', user: AMY });
  expect(again.token()).toBe('t1');
});

test('the token is renewed by the cookie before it runs out', async () => {
  const page = browser();
  const identity = page.open();
  await identity.signIn('amy@example.com', 'right');
  page.clock.pass(LIFE_MS / 2 + 30_000);
  await settled();
  expect(identity.token()).toBe('t2');
  page.state.refusal = 'unreachable';
  page.clock.pass(LIFE_MS / 2 + 30_000);
  await settled();
  expect(identity.view.get().state).toBe('signedIn');
});

test('who was disabled, or signed out elsewhere, is out at the next renewal', async () => {
  const page = browser();
  const identity = page.open();
  await identity.signIn('amy@example.com', 'right');
  page.state.refusal = 'disabled';
  expect(await identity.renew()).toBe('rejected');
  expect(identity.view.get()).toEqual({ state: 'signedOut', why: 'disabled' });
  page.state.refusal = null;
  await identity.signIn('amy@example.com', 'right');
  page.state.cookie = null;
  await identity.renew();
  expect(identity.view.get()).toEqual({ state: 'signedOut', why: 'ended' });
  expect(page.storage.getItem('frontdesk.staff')).toBeNull();
});

test('without the server nobody is told that they are signed out', async () => {
  const page = browser();
  page.state.refusal = 'unreachable';
  const identity = page.open();
  await settled();
  expect(identity.view.get()).toEqual({ state: 'unreachable' });
  page.state.refusal = null;
  page.state.cookie = AMY;
  identity.ask();
  await settled();
  expect(identity.view.get().state).toBe('signedIn');
});
