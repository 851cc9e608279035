import { describe, expect, it } from 'vitest';
import { Hall, queueOf, RING_MS } from '../../test/Hall.js';
import type { DeskCall } from './ports.js';

/** A customer of `support` talks with a0; others are there. */
function talking(agents = 2): { hall: Hall; host: string } {
  const hall = new Hall(
    [
      queueOf('support'),
      queueOf('billing', { tiers: [{ afterMs: 0, groups: ['second'], easeBy: 0 }], wrapUpMs: 9_000 }),
    ],
    [{}, { groups: ['second'] }, {}].slice(0, agents),
  );
  const host = hall.call('support');
  hall.accept(host, 'a0');
  return { hall, host };
}

const into = (callId: string, as: 'join' | 'aside' | 'transfer') => ({ room: { callId, as } });

describe('an agent in two calls', () => {
  it('is in the customer’s call whatever comes of one made into its room, and wraps up that one alone', async () => {
    const { hall, host } = talking();
    const side = hall.dial('a0', 'a1', into(host, 'join'));
    expect([hall.seats.get('a0'), hall.seats.get('a1')]).toMatchObject([
      { status: 'inCall', callId: host },
      { status: 'ringing', callId: side },
    ]);
    hall.end(side);
    expect([hall.seats.get('a0'), hall.seats.get('a1')]).toMatchObject([
      { status: 'inCall', callId: host },
      { status: 'available', missed: 0 },
    ]);
    const again = hall.dial('a0', 'a1', into(host, 'join'));
    hall.accept(again, 'a1');
    expect(hall.seats.get('a1')).toMatchObject({ status: 'inCall', callId: again });
    hall.end(again);
    expect([hall.statusOf('a0'), hall.statusOf('a1')]).toEqual(['inCall', 'available']);
    hall.end(host);
    expect(hall.seats.get('a0')).toMatchObject({ status: 'wrapUp', callId: host });
  });

  it('who hands the customer over wraps up, and who takes them is in that call, and wraps it up at its end', async () => {
    const { hall, host } = talking();
    const side = hall.dial('a0', 'a1', into(host, 'transfer'));
    hall.accept(side, 'a1');
    hall.handOver(host, 'a0', 'a1');
    // Who left is in the side call until that ends, a moment later.
    expect([hall.seats.get('a0'), hall.seats.get('a1')]).toMatchObject([
      { status: 'inCall', callId: host },
      { status: 'inCall', callId: host, calls: 1 },
    ]);
    hall.end(side);
    expect([hall.seats.get('a0'), hall.seats.get('a1')]).toMatchObject([
      { status: 'wrapUp', callId: host },
      { status: 'inCall', callId: host, calls: 1 },
    ]);
    await hall.clock.pass(31_000);
    expect(hall.statusOf('a0')).toBe('available');
    hall.end(host);
    expect(hall.seats.get('a1')).toMatchObject({ status: 'wrapUp', callId: host });
    hall.desk.done('a1');
    expect(hall.facts.filter(({ kind }) => kind === 'wrappedUp')).toMatchObject([
      { callId: host, agentId: 'a0', queueId: 'support', wrapUpMs: 30_000 },
      { callId: host, agentId: 'a1', queueId: 'support', wrapUpMs: 0 },
    ]);
  });

  it('one who leaves the customer’s call and talks on with a colleague wraps it up when that is over', () => {
    const { hall, host } = talking();
    const side = hall.dial('a0', 'a1', into(host, 'aside'));
    hall.accept(side, 'a1');
    hall.end(host);
    expect(hall.seats.get('a0')).toMatchObject({ status: 'inCall', callId: host });
    hall.end(side);
    expect([hall.seats.get('a0'), hall.statusOf('a1')]).toMatchObject([
      { status: 'wrapUp', callId: host },
      'available',
    ]);
  });

  it('reads the cards of its own calls, and of the customer whom it is asked about', () => {
    const { hall, host } = talking(3);
    const side = hall.dial('a0', 'a1', into(host, 'aside'));
    const reads = (agentId: string) => [host, side].filter((callId) => hall.desk.callFor(agentId, callId) !== null);
    expect(['a0', 'a1', 'a2'].map(reads)).toEqual([[host, side], [host, side], []]);
    hall.end(side);
    expect(['a0', 'a1', 'a2'].map(reads)).toEqual([[host], [], []]);
    hall.end(host);
    expect(reads('a0')).toEqual([host]);
    hall.desk.done('a0');
    expect([reads('a0'), hall.desk.wrappedUpBy('a0')?.callId]).toEqual([[], host]);
  });

  it('is not offered a customer while it calls somebody itself', () => {
    const hall = new Hall([queueOf('support')], [{}]);
    const out = hall.dial('a0', 'x');
    const call = hall.call('support');
    expect([hall.statusOf('a0'), hall.rings(call)]).toEqual(['inCall', '']);
    hall.end(out);
    expect([hall.rings(call), hall.seats.get('a0')?.calls]).toEqual(['a0', 0]);
  });

  it('whom it rings by name in the wrap-up is not available when that ends, as long as it rings', async () => {
    const { hall, host } = talking(1);
    hall.end(host);
    await hall.clock.pass(25_000);
    const direct = hall.dial('x', 'a0');
    const waiting = hall.call('support');
    expect(hall.statusOf('a0')).toBe('wrapUp');
    await hall.clock.pass(6_000);
    expect([hall.seats.get('a0'), hall.rings(waiting)]).toMatchObject([{ status: 'ringing', callId: direct }, '']);
    hall.end(direct);
    expect([hall.rings(waiting), hall.seats.get('a0')?.missed]).toEqual(['a0', 0]);
  });
});

describe('a customer who is handed over to a queue', () => {
  it('stands there as if they had come with their first call, is asked for no form, and has a whole time to wait', async () => {
    const { hall, host } = talking(1);
    await hall.clock.pass(500_000);
    const first = hall.call('billing');
    hall.queues[1] = queueOf('billing', {
      ...hall.queues[1],
      form: [{ key: 'topic', kind: 'text', isRequired: true }],
    });
    const side = hall.call('billing', { caller: { userId: 'a0', name: 'a0' }, ...into(host, 'transfer') });
    await hall.clock.pass(500);
    expect([hall.places.get(side), hall.places.get(first)]).toEqual([1, 2]);
    await hall.clock.pass(599_000);
    expect([hall.calls.has(side), hall.calls.has(first)]).toEqual([true, true]);
    await hall.clock.pass(1_000);
    expect([hall.calls.has(side), hall.calls.has(first), hall.ended.get(first)]).toEqual([false, false, '100105']);
    expect([hall.statusOf('a0'), hall.seats.get('a0')?.callId]).toEqual(['inCall', host]);
  });

  it('is wrapped up as a call of that queue by who takes them', () => {
    const { hall, host } = talking();
    const side = hall.call('billing', { caller: { userId: 'a0', name: 'a0' }, ...into(host, 'transfer') });
    expect(hall.rings(side)).toBe('a1');
    hall.accept(side, 'a1');
    hall.handOver(host, 'a0', 'a1');
    hall.end(side);
    hall.end(host);
    expect(hall.seats.get('a1')).toMatchObject({ status: 'wrapUp', callId: host, until: 9_000 });
  });
});

describe('the line', () => {
  it('takes no word about a call that waits for its coming back, while it is about to be offered', async () => {
    const hall = new Hall([queueOf('support')], [{}]);
    hall.desk.choose('a0', 'break', null);
    const call = hall.call('support');
    hall.isSlow = true;
    hall.desk.choose('a0', 'available', null);
    // Its caller's page was lost, say, or it was told its place.
    hall.desk.happened({ ...(hall.calls.get(call) as DeskCall) });
    expect(hall.seats.get('a0')).toMatchObject({ status: 'ringing', callId: call });
    await hall.clock.pass(10);
    expect([hall.rings(call), hall.seats.get('a0')?.missed]).toEqual(['a0', 0]);
  });

  it('is told an estimate with the places, once there is ground for one', async () => {
    const hall = new Hall([queueOf('support')], [{}]);
    hall.handled = [60_000, 60_000, 60_000, 60_000];
    const [one, two] = [hall.call('support'), hall.call('support')];
    await hall.clock.pass(1_000);
    expect(hall.waits.get(two)).toBeNull();
    hall.accept(one, 'a0');
    await hall.clock.pass(60_000);
    hall.end(one);
    hall.desk.choose('a0', 'break', null);
    hall.desk.done('a0');
    hall.desk.choose('a0', 'available', null);
    const three = hall.call('support');
    await hall.clock.pass(1_000);
    expect(hall.waits.get(three)).toMatchObject({ fromMs: expect.any(Number), toMs: expect.any(Number) });
  });

  it('of a queue that is deleted ends, also for one who was being offered', async () => {
    const hall = new Hall([queueOf('support')], [{}]);
    const [one, two] = [hall.call('support'), hall.call('support')];
    hall.queues.length = 0;
    hall.desk.planChanged();
    expect([hall.ended.get(two), hall.rings(one)]).toEqual(['100904 closed', 'a0']);
    hall.decline(one);
    expect(hall.ended.get(one)).toBe('100904 closed');
    expect(hall.call('support')).toBe('');
  });

  it('goes on with whoever is left where an agent turns out to be in another call', async () => {
    const hall = new Hall([queueOf('support')], [{}, {}]);
    // A call of which the desk has not heard yet.
    hall.calls.set('unheard', {
      ...hall.calls.get('c0'),
      callId: 'unheard',
      caller: { userId: 'a0', name: '' },
    } as never);
    Object.assign(hall.calls.get('unheard') as object, { targets: [], callee: null });
    const call = hall.call('support');
    await hall.clock.pass(10);
    expect([hall.rings(call), hall.statusOf('a0')]).toEqual(['a1', 'available']);
    hall.calls.delete('unheard');
    const next = hall.call('support');
    await hall.clock.pass(1_100);
    expect(hall.rings(next)).toBe('a0');
  });

  it('takes back a call that somebody else has given to an agent in vain', async () => {
    const hall = new Hall([queueOf('support')], [{}]);
    hall.desk.choose('a0', 'break', null);
    const [one, two] = [hall.call('support'), hall.call('support')];
    hall.assign(one, ['a0']);
    await hall.clock.pass(300);
    expect([hall.rings(one), hall.places.get(two)]).toEqual(['a0', 1]);
    await hall.clock.pass(RING_MS);
    await hall.clock.pass(300);
    expect([hall.rings(one), hall.places.get(one), hall.places.get(two)]).toEqual(['', 1, 2]);
  });

  it('[P20] counts it as missed by nobody that it rang at a page which was lost', async () => {
    const hall = new Hall([queueOf('support')], [{}]);
    const call = hall.call('support');
    hall.desk.reach('a0', 'noPage');
    hall.decline(call);
    expect(hall.seats.get('a0')).toMatchObject({ status: 'available', missed: 0, unreachable: 'noPage' });
  });
});

describe('a day', () => {
  it('ends at midnight, and with it what is counted', async () => {
    const { hall, host } = talking(1);
    hall.end(host);
    expect(hall.seats.get('a0')?.calls).toBe(1);
    await hall.clock.pass(25 * 3_600_000);
    hall.end(hall.call('support'));
    expect(hall.seats.get('a0')).toMatchObject({ calls: 0, talkMs: 0 });
  });
});
