import { CODES } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { Keep } from '../Keep.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { MemoryStorage } from '../testing/MemoryStorage.js';
import { PaperDesk, SEAT } from '../testing/PaperDesk.js';
import { DeskClient } from './DeskClient.js';
import { DeskDisposition } from './DeskDisposition.js';
import { DeskNotes } from './DeskNotes.js';

function agent() {
  const clock = new ManualClock();
  const line = new PaperDesk();
  line.now = () => clock.now();
  const storage = new MemoryStorage();
  const notes = new DeskNotes({ send: line.send, clock, keep: new Keep(() => storage) });
  const disposition = new DeskDisposition(new Keep(() => storage));
  const desk = new DeskClient({ line, clock, notes, disposition });
  return { clock, line, storage, desk, stop: desk.start() };
}

const commands = (line: PaperDesk) => line.sent.map(([command]) => command);

test('sits when the line is up, and again after each reconnect', async () => {
  const { line, desk } = agent();
  expect(commands(line)).toEqual([]);
  line.connect();
  await settled();
  expect(desk.view.get()).toEqual({ place: 'seated', seat: SEAT, queues: [], breaks: ['Lunch'] });
  line.cut();
  expect(desk.view.get()).toMatchObject({ place: 'away', seat: SEAT });
  line.connect();
  await settled();
  expect(commands(line)).toEqual(['desk:sit', 'desk:sit']);
  expect(desk.view.get().place).toBe('seated');
});

test('who has moved to another page stays away until they want to sit here', async () => {
  const { line, desk } = agent();
  line.connect();
  await settled();
  line.tell('desk:moved', {});
  line.cut();
  line.connect();
  await settled();
  expect(desk.view.get().place).toBe('moved');
  desk.sitHere();
  await settled();
  expect(desk.view.get().place).toBe('seated');
});

test('who may not sit is told so, and asks no more', async () => {
  const { clock, line, desk } = agent();
  line.answers = { 'desk:sit': CODES.notAllowed };
  line.connect();
  await settled();
  clock.pass(60_000);
  expect(desk.view.get().place).toBe('refused');
  expect(commands(line)).toEqual(['desk:sit']);
});

test('a desk that has no answer is asked again', async () => {
  const { clock, line, desk } = agent();
  const { answers } = line;
  line.answers = { 'desk:sit': CODES.rateLimited };
  line.connect();
  await settled();
  line.answers = answers;
  clock.pass(2_000);
  await settled();
  expect(desk.view.get().place).toBe('seated');
});

test('times are those of this machine', async () => {
  const { line, desk } = agent();
  line.aheadMs = 60_000;
  line.connect();
  await settled();
  expect(desk.view.get().seat?.since).toBe(SEAT.since - 60_000);
  line.tell('desk:seat', { seat: { ...SEAT, status: 'wrapUp', until: 6_000_000 } });
  expect(desk.view.get().seat?.until).toBe(5_940_000);
  const queue = { queueId: 'support', name: 'Support', waiting: 1, since: 5_000_000, agents: 1 };
  line.tell('desk:queues', { queues: [queue] });
  expect(desk.view.get().queues).toEqual([{ ...queue, since: 4_940_000 }]);
});

test('why nobody would be heard is told anew after a reconnect', async () => {
  const { line, desk } = agent();
  line.connect();
  await settled();
  line.answers = { ...line.answers, 'desk:reach': { ...SEAT, unreachable: 'soundBlocked' } };
  expect(await desk.reach('soundBlocked')).toBe(0);
  expect(desk.view.get().seat?.unreachable).toBe('soundBlocked');
  line.cut();
  expect(await desk.reach('soundBlocked')).toBeNull();
  line.connect();
  await settled();
  expect(line.sent.at(-1)).toEqual(['desk:reach', { unreachable: 'soundBlocked' }]);
});

test('the notes go with the end of the wrap-up', async () => {
  const { line, desk } = agent();
  line.connect();
  await settled();
  line.answers = { ...line.answers, 'desk:done': SEAT };
  desk.cards.follow('c1');
  await settled();
  desk.notes.write('calls again on Monday');
  await desk.done('c1', 'Solved');
  expect(line.sent.at(-1)).toEqual([
    'desk:done',
    { callId: 'c1', disposition: 'Solved', notes: 'calls again on Monday' },
  ]);
  expect(desk.notes.view.get().callId).toBeNull();
});

test('a card that the line has swallowed is asked for again', async () => {
  const { line, desk } = agent();
  desk.cards.follow('c1');
  await settled();
  expect(desk.cards.view.get()).toEqual({ callId: 'c1', card: null });
  line.connect();
  await settled();
  expect(desk.cards.view.get().card?.customer.name).toBe('Ana');
});

test('who leaves says so', async () => {
  const { line, desk, stop } = agent();
  line.connect();
  await settled();
  stop();
  expect(commands(line)).toEqual(['desk:sit', 'desk:leave']);
  expect(desk.view.get().place).toBe('away');
});

test('what was chosen in a wrap-up is told though its time was over before "Done", once', async () => {
  const { line, desk, storage } = agent();
  line.connect();
  await settled();
  line.tell('desk:seat', { seat: { ...SEAT, status: 'wrapUp', callId: 'c1' } });
  desk.disposition.choose('c1', 'Solved');
  const reloaded = new DeskDisposition(new Keep(() => storage));
  expect(reloaded.view.get()).toEqual({ callId: 'c1', disposition: 'Solved' });
  line.answers = { ...line.answers, 'desk:done': SEAT };
  line.tell('desk:seat', { seat: SEAT });
  line.tell('desk:seat', { seat: SEAT });
  await settled();
  expect(line.sent.filter(([command]) => command === 'desk:done')).toEqual([
    ['desk:done', { callId: 'c1', disposition: 'Solved' }],
  ]);
  expect(desk.disposition.view.get().callId).toBeNull();
});

test('what was chosen and told by "Done" is not told again, and what the desk refuses is forgotten', async () => {
  const { line, desk } = agent();
  line.connect();
  await settled();
  line.answers = { ...line.answers, 'desk:done': SEAT };
  desk.disposition.choose('c1', 'Solved');
  const answer = desk.done('c1', 'Solved');
  line.tell('desk:seat', { seat: SEAT });
  expect(await answer).toMatchObject({ ok: true });
  await settled();
  expect(commands(line).filter((command) => command === 'desk:done')).toHaveLength(1);
  line.answers = { ...line.answers, 'desk:done': CODES.notAllowed };
  desk.disposition.choose('c2', 'Solved');
  line.tell('desk:seat', { seat: SEAT });
  await settled();
  expect(desk.disposition.view.get().callId).toBeNull();
});
