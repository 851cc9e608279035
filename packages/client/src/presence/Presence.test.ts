import type { PresentUser } from '@frontdesk/protocol';
import { expect, it } from 'vitest';
import type { Send } from '../connection/Send.js';
import { ManualClock } from '../testing/ManualClock.js';
import { Presence } from './Presence.js';

function user(name: string, status: PresentUser['status'] = 'available'): PresentUser {
  return { userId: name.toLowerCase(), name, role: 'caller', status };
}

async function watching(...there: PresentUser[]) {
  const clock = new ManualClock();
  const asked: unknown[] = [];
  const present = [...there];
  const send = (async (_: string, payload: unknown) => {
    asked.push(payload);
    return { ok: true, value: { users: present } };
  }) as unknown as Send;
  const presence = new Presence(send, clock);
  await presence.ready('me');
  await presence.watch(true);
  const names = () => presence.view.get().users.map(({ name, status }) => `${name} ${status}`);
  return { presence, clock, asked, present, names };
}

it('lists everybody else by name', async () => {
  const { names } = await watching(user('Zoe'), user('Me'), user('Ana', 'busy'));
  expect(names()).toEqual(['Ana busy', 'Zoe available']);
});

it('keeps someone who only reloads the page', async () => {
  const { presence, clock, names } = await watching(user('Ana'));
  presence.changed([user('Ana', 'offline')]);
  clock.pass(2_999);
  presence.changed([user('Ana')]);
  clock.pass(10_000);
  expect(names()).toEqual(['Ana available']);
});

it('drops someone who has been away for 3 s', async () => {
  const { presence, clock, names } = await watching(user('Ana'));
  presence.changed([user('Ana', 'offline')]);
  expect(names()).toEqual(['Ana available']);
  clock.pass(3_000);
  expect(names()).toEqual([]);
});

it('asks anew on every connection, and lets go of who is not there any more', async () => {
  const { presence, clock, asked, present, names } = await watching(user('Ana'), user('Ben'));
  present.splice(0, 1);
  await presence.ready('me');
  clock.pass(3_000);
  expect(names()).toEqual(['Ben available']);
  expect(asked).toEqual([{ on: true }, { on: true }]);
});

it('shows nothing once it is not watched', async () => {
  const { presence, clock, names, asked } = await watching(user('Ana'));
  presence.changed([user('Ana', 'offline')]);
  await presence.watch(false);
  presence.changed([user('Ben')]);
  expect(names()).toEqual([]);
  expect(asked.at(-1)).toEqual({ on: false });
  expect(clock.waiting).toBe(0);
});
