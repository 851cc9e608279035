import type { EarlierCall } from '@frontdesk/protocol';
import { expect, it } from 'vitest';
import { settled, VirtualClock } from '../../test/VirtualClock.js';
import type { DeskCall } from '../desk/ports.js';
import { Cards } from './Cards.js';
import { DEFAULT_PLAN } from './defaultPlan.js';
import { PlanBook } from './PlanBook.js';

const nothing = async () => undefined;
const STORE = {
  load: async () => null,
  begin: nothing,
  putQueue: nothing,
  deleteQueue: nothing,
  putAgent: nothing,
  deleteAgent: nothing,
};

const CALL: DeskCall = {
  callId: 'c1',
  state: 'ringing',
  queueId: 'support',
  caller: { userId: 'zoe', name: 'Zoë' },
  callee: null,
  targets: ['ines'],
  requestedAt: 1_000,
  startedAt: null,
  isAway: false,
  room: null,
  visit: null,
};

const BEFORE: EarlierCall = {
  callId: 'c0',
  number: '0000-00C0',
  at: 500,
  queue: null,
  agent: null,
  talkMs: 1_000,
  disposition: null,
  notes: '',
  stars: null,
};

/** The cards of a desk at which this call rings, and records that answer so. */
function cardsOf(of: () => Promise<readonly EarlierCall[]>) {
  const clock = new VirtualClock();
  const faults: unknown[] = [];
  const cards = new Cards({
    desk: { callFor: () => CALL, seat: () => undefined, wrappedUpBy: () => undefined },
    plan: new PlanBook(STORE, DEFAULT_PLAN, true),
    earlier: { of },
    clock,
    onFact: () => undefined,
    onFault: (error) => faults.push(error),
  });
  return { cards, clock, faults };
}

it('a card knows the earlier calls, of which there may be none', async () => {
  const { cards } = cardsOf(async () => [{ ...BEFORE, callId: 'c1' }, BEFORE]);
  expect(await cards.of('ines', 'c1')).toMatchObject({ earlier: [BEFORE], isEarlierKnown: true });
  const first = cardsOf(async () => []);
  expect(await first.cards.of('ines', 'c1')).toMatchObject({ earlier: [], isEarlierKnown: true });
});

it('a card comes without the earlier calls, and says so, where the records are slow or broken', async () => {
  const slow = cardsOf(() => new Promise(() => undefined));
  const card = slow.cards.of('ines', 'c1');
  await slow.clock.pass(1_000);
  expect(await card).toMatchObject({ customer: { name: 'Zoë' }, earlier: [], isEarlierKnown: false });
  const broken = cardsOf(async () => {
    throw new Error('the disk');
  });
  expect(await broken.cards.of('ines', 'c1')).toMatchObject({ earlier: [], isEarlierKnown: false });
  await settled();
  expect(broken.faults).toHaveLength(1);
});
