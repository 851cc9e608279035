import { describe, expect, it } from 'vitest';
import { accept, ring } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

/** Someone as presence shows them. */
function shown(person: Person, status: 'available' | 'busy' | 'offline') {
  return { ...person.ready.user, status };
}

/** Waits until a watcher has been told that. */
function toldOf(watcher: Person, person: Person, status: 'available' | 'busy' | 'offline') {
  return watcher.next('presence', ({ users }) =>
    users.some((user) => user.userId === person.userId && user.status === status),
  );
}

describe('presence:watch', () => {
  it('[command presence:watch] answers who is there, with status, and oneself not among them', async () => {
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid', { role: 'agent' });
    const dan = await town.enter('Dan');
    await ring(bob, dan);
    const ann = await town.enter('Ann');
    await town.another(ann);
    const { users } = await ann.does('presence:watch', { on: true });
    expect(users).toContainEqual(shown(bob, 'busy'));
    expect(users).toContainEqual(shown(cid, 'available'));
    expect(users).toContainEqual(shown(dan, 'busy'));
    expect(users.map(({ userId }) => userId)).not.toContain(ann.userId);
    expect(new Set(users.map(({ userId }) => userId)).size).toBe(users.length);
  });

  it('[news presence] tells what changed: someone comes, is busy, is free, goes', async () => {
    const ann = await town.enter('Ann');
    const cid = await town.enter('Cid');
    await ann.does('presence:watch', { on: true });
    const bob = await town.enter('Bob');
    expect((await toldOf(ann, bob, 'available')).users).toContainEqual(shown(bob, 'available'));
    const call = await ring(bob, cid);
    expect((await toldOf(ann, bob, 'busy')).users).toEqual(
      expect.arrayContaining([shown(bob, 'busy'), shown(cid, 'busy')]),
    );
    await accept(call, bob, cid);
    await cid.does('call:finish', { callId: call.callId });
    await toldOf(ann, bob, 'available');
    await bob.leave();
    expect((await toldOf(ann, bob, 'offline')).users).toEqual([shown(bob, 'offline')]);
  });

  it('says someone is there until their last page is closed', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const phone = await town.another(bob);
    await ann.does('presence:watch', { on: true });
    await bob.leave();
    await toldOf(ann, bob, 'available');
    await phone.leave();
    await toldOf(ann, bob, 'offline');
  });

  it('is told only to those who watch, and to them no more once they stop', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const cid = await town.enter('Cid');
    await bob.does('presence:watch', { on: true });
    await cid.does('presence:watch', { on: true });
    expect(await cid.does('presence:watch', { on: false })).toEqual({ users: [] });
    const dan = await town.enter('Dan');
    await toldOf(bob, dan, 'available');
    await ann.settle();
    await cid.settle();
    expect(ann.news('presence')).toEqual([]);
    // Who came before may have been told while Cid watched; Dan came after.
    expect(cid.news('presence').flatMap(({ users }) => users.map(({ userId }) => userId))).not.toContain(dan.userId);
  });

  it('watched twice is told once, and oneself is never news', async () => {
    const ann = await town.enter('Ann');
    await ann.does('presence:watch', { on: true });
    await ann.does('presence:watch', { on: true });
    const phone = await town.another(ann);
    const bob = await town.enter('Bob');
    await toldOf(ann, bob, 'available');
    await phone.leave();
    await bob.leave();
    await toldOf(ann, bob, 'offline');
    const all = ann.news('presence').flatMap(({ users }) => users.map(({ userId }) => userId));
    expect(all.filter((userId) => userId === ann.userId)).toEqual([]);
    expect(all.filter((userId) => userId === bob.userId)).toHaveLength(2);
  });

  it('tells at most four times a second, however much happens', async () => {
    const ann = await town.enter('Ann');
    await ann.does('presence:watch', { on: true });
    const times: number[] = [];
    ann.socket.on('presence', () => times.push(Date.now()));
    const begunAt = Date.now();
    let last = await town.enter('Bob');
    while (Date.now() - begunAt < 1_500) {
      last = await town.enter('Bob');
      await last.leave();
    }
    const latest = await town.enter('Cid');
    await toldOf(ann, latest, 'available');
    expect(times.length).toBeGreaterThan(3);
    expect(times.length).toBeLessThanOrEqual(Math.ceil((Date.now() - begunAt) / 250));
  });
});

describe('users:find', () => {
  it('[command users:find] finds by a part of the name or of the id, whatever the case, and never oneself', async () => {
    const ann = await town.enter('Ottilie Ann', { userId: 'ann-quartz' });
    const bob = await town.enter('Ottilie Bob', { userId: 'bob-quartz' });
    const busy = await town.enter('Zoë Ottilie', { userId: 'zoe' });
    await ring(busy, await town.enter('Dan'));
    const sorted = (users: readonly { userId: string }[]) => [...users].sort((a, b) => (a.userId < b.userId ? -1 : 1));
    const byName = await ann.does('users:find', { query: 'ottiLIE' });
    expect(sorted(byName.users)).toEqual([shown(bob, 'available'), shown(busy, 'busy')]);
    expect(await ann.does('users:find', { query: 'QUARTZ' })).toEqual({ users: [shown(bob, 'available')] });
    expect(await ann.does('users:find', { query: 'zoë' })).toEqual({ users: [shown(busy, 'busy')] });
    expect(await ann.does('users:find', { query: 'nobody at all' })).toEqual({ users: [] });
    expect(await ann.does('users:find', { query: '.*' })).toEqual({ users: [] });
  });

  it('[command users:find] answers at most 20', async () => {
    await Promise.all(Array.from({ length: 22 }, () => town.enter('Crowd')));
    const ann = await town.enter('Ann');
    expect((await ann.does('users:find', { query: 'crowd' })).users).toHaveLength(20);
  });
});
