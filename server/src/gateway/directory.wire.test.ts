import type { CallNews } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { requestTo, ring, talk } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { useTown } from '../../test/useTown.js';

const STAFF = ['agent', 'supervisor', 'admin'] as const;

/** An answer to a request, without what names the one dialed and the moment. */
async function anonymous(person: Person, to: string): Promise<string> {
  const call = await person.does('call:request', requestTo(to));
  const news: CallNews = await person.next('call:reply', (reply) => reply.call.callId === call.callId);
  return JSON.stringify([call, news])
    .replaceAll(to, 'TO')
    .replaceAll(call.callId, 'ID')
    .replaceAll(/\d{13}/g, 'TIME');
}

describe('DIRECTORY staff', () => {
  const town = useTown({ DIRECTORY: 'staff' });

  it('[C26] a caller sees and finds staff only', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Desk Bob');
    const staff: Person[] = [];
    for (const role of STAFF) staff.push(await town.enter(`Desk ${role}`, { role }));
    const expected = staff.map((person) => ({ ...person.ready.user, status: 'available' }));
    const { users } = await ann.does('presence:watch', { on: true });
    expect(users).toEqual(expected);
    expect(await ann.does('users:find', { query: 'desk' })).toEqual({ users: expected });
    expect(await ann.does('users:find', { query: bob.userId })).toEqual({ users: [] });
  });

  it('[C26] a caller who watches hears of staff only; staff hear of everybody', async () => {
    const ann = await town.enter('Ann');
    const eva = await town.enter('Eva', { role: 'supervisor' });
    await ann.does('presence:watch', { on: true });
    await eva.does('presence:watch', { on: true });
    const bob = await town.enter('Bob');
    const sam = await town.enter('Sam', { role: 'agent' });
    const isSam = ({ users }: { users: readonly { userId: string }[] }) =>
      users.some(({ userId }) => userId === sam.userId);
    await ann.next('presence', isSam);
    await eva.next('presence', isSam);
    const heard = (person: Person) => person.news('presence').flatMap(({ users }) => users.map(({ userId }) => userId));
    expect(heard(eva)).toContain(bob.userId);
    expect(heard(eva)).toContain(ann.userId);
    expect(heard(ann)).not.toContain(bob.userId);
    expect(heard(ann)).toContain(sam.userId);
  });

  it('[C26] a caller who dials a caller is told what one who dials nobody is told, busy or not', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const sam = await town.enter('Sam', { role: 'agent' });
    const nobody = await anonymous(ann, 'nobody');
    expect(nobody).toContain('"code":100102');
    expect(await anonymous(ann, bob.userId)).toBe(nobody);
    await talk(sam, bob);
    expect(await anonymous(ann, bob.userId)).toBe(nobody);
    expect(await bob.heard()).toEqual(['call:request', 'call:start']);
  });

  it('[C26] a caller reaches staff, staff reach callers and each other', async () => {
    const ann = await town.enter('Ann');
    const sam = await town.enter('Sam', { role: 'agent' });
    const eva = await town.enter('Eva', { role: 'admin' });
    for (const [from, to] of [
      [ann, sam],
      [sam, ann],
      [sam, eva],
    ] as const) {
      const { callId } = await ring(from, to);
      await from.does('call:reply', { callId, code: 100101 });
    }
  });
});

describe('DIRECTORY none', () => {
  const town = useTown({ DIRECTORY: 'none' });

  it('[C26] nobody sees or reaches anybody, staff neither', async () => {
    const ann = await town.enter('Ann');
    const sam = await town.enter('Sam', { role: 'agent' });
    const eva = await town.enter('Eva', { role: 'admin' });
    for (const person of [ann, sam, eva]) {
      expect(await person.does('presence:watch', { on: true })).toEqual({ users: [] });
      expect(await person.does('users:find', { query: 'a' })).toEqual({ users: [] });
    }
    const nobody = await anonymous(ann, 'nobody');
    expect(await anonymous(ann, sam.userId)).toBe(nobody);
    expect(await anonymous(sam, ann.userId)).toContain('"code":100102');
    expect(await anonymous(sam, eva.userId)).toContain('"code":100102');
    for (const person of [ann, sam, eva]) expect(person.news('presence')).toEqual([]);
  });
});

describe('DIRECTORY everyone', () => {
  const town = useTown({ DIRECTORY: 'everyone' });

  it('[C26] a caller sees and reaches a caller', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { users } = await ann.does('presence:watch', { on: true });
    expect(users).toEqual([{ ...bob.ready.user, status: 'available' }]);
    await talk(ann, bob);
  });
});
