import type { User } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { MemoryCallStore } from '../calls/MemoryCallStore.js';
import { SYSTEM_CLOCK } from '../calls/SystemClock.js';
import { EndpointRegistry } from './EndpointRegistry.js';
import type { PageSocket } from './Page.js';
import { Presence } from './Presence.js';

interface FakeLine {
  readonly socket: PageSocket;
  readonly sent: string[];
}

/** A connection that only notes what is done with it. */
function line(user: User, isExpired = false): FakeLine {
  const sent: string[] = [];
  const fake = {
    data: { user, endpointId: '', isExpired },
    emit: (name: string) => sent.push(name),
    disconnect: () => sent.push('disconnect'),
    join: async () => undefined,
    rooms: new Set<string>(),
    request: { socket: { cork: () => undefined, uncork: () => undefined } },
  };
  return { socket: fake as unknown as PageSocket, sent };
}

function someone(userId: string): User {
  return { userId, name: userId.toUpperCase(), role: 'caller' };
}

const ANN = someone('ann');

describe('the registry of pages', () => {
  it('replaces an older connection of the same page, which then removes nothing', () => {
    const registry = new EndpointRegistry();
    const [old, young] = [line(ANN), line(ANN)];
    const first = registry.add(ANN, 'e', old.socket);
    registry.add(ANN, 'e', young.socket);
    expect(old.sent).toEqual(['replaced', 'disconnect']);
    expect(registry.remove(first)).toBe(false);
    expect([registry.size, registry.isConnected('ann', 'e')]).toEqual([1, true]);
  });

  it('knows people by name after they have left, up to 10,000 of them', () => {
    const registry = new EndpointRegistry();
    registry.remove(registry.add(ANN, 'e', line(ANN).socket));
    expect(registry.connectedOf('ann')).toEqual([]);
    expect(registry.user('ann')).toEqual(ANN);
    for (let count = 0; count < 10_000; count++) {
      const other = someone(`u${count}`);
      registry.remove(registry.add(other, 'e', line(other).socket));
    }
    expect(registry.user('ann')).toBeUndefined();
    expect(registry.user('u0')).toBeDefined();
    expect(registry.size).toBe(0);
  });

  it('has room for 20 pages of a user, and for those that are there already', () => {
    const registry = new EndpointRegistry();
    for (let page = 0; page < 20; page++) registry.add(ANN, `e${page}`, line(ANN).socket);
    expect(registry.hasRoomFor('ann', 'e7')).toBe(true);
    expect(registry.hasRoomFor('ann', 'another')).toBe(false);
    expect(registry.hasRoomFor('bob', 'another')).toBe(true);
  });

  it('tells a page nothing before it is greeted, and then everything in its order', () => {
    const registry = new EndpointRegistry();
    const { socket, sent } = line(ANN);
    const page = registry.add(ANN, 'e', socket);
    registry.tell({ userId: 'ann', endpointId: 'e' }, 'replaced', {});
    registry.tell({ userId: 'ann', allBut: 'e' }, 'server:closing', {});
    registry.tell({ userId: 'ann', allBut: null }, 'presence', { users: [] });
    expect(sent).toEqual([]);
    page.open({ user: ANN, endpointId: 'e', serverTime: 1, version: '1', calls: [], ended: [] });
    expect(sent).toEqual(['session:ready', 'replaced', 'presence']);
  });

  it('[C19] closes the pages of a user that were let in for a call alone', () => {
    const registry = new EndpointRegistry();
    const [good, expired] = [line(ANN), line(ANN, true)];
    registry.add(ANN, 'good', good.socket);
    registry.add(ANN, 'expired', expired.socket);
    registry.closeExpired('ann');
    expect([good.sent, expired.sent]).toEqual([[], ['disconnect']]);
  });
});

describe('who is there', () => {
  it('is at most 500 people to a page that watches, and 20 to one that looks for them', async () => {
    const registry = new EndpointRegistry();
    for (let count = 0; count < 510; count++) {
      const other = someone(`u${count}`);
      registry.add(other, 'e', line(other).socket);
    }
    const presence = new Presence(registry, new MemoryCallStore(SYSTEM_CLOCK), SYSTEM_CLOCK, 'everyone', {
      tell: () => undefined,
    });
    expect(await presence.watch(registry.add(ANN, 'e', line(ANN).socket), true)).toHaveLength(500);
    expect(await presence.find(ANN, 'u')).toHaveLength(20);
  });
});
