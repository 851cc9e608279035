import { CODES } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { Keep } from '../Keep.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { MemoryStorage } from '../testing/MemoryStorage.js';
import { PaperDesk } from '../testing/PaperDesk.js';
import { DeskNotes } from './DeskNotes.js';

function page(storage = new MemoryStorage()) {
  const clock = new ManualClock();
  const line = new PaperDesk();
  line.connect();
  const notes = new DeskNotes({ send: line.send, clock, keep: new Keep(() => storage) });
  return { clock, line, notes, storage };
}

test('what is written is saved when the typing rests, once', async () => {
  const { clock, line, notes } = page();
  notes.begin('c1', '');
  notes.write('a');
  clock.pass(500);
  notes.write('ab');
  expect(notes.view.get()).toEqual({ callId: 'c1', text: 'ab', state: 'unsaved' });
  clock.pass(800);
  expect(notes.view.get().state).toBe('saving');
  await settled();
  expect(notes.view.get()).toEqual({ callId: 'c1', text: 'ab', state: 'saved' });
  expect(line.sent).toEqual([['desk:note', { callId: 'c1', notes: 'ab' }]]);
});

test('a reload in the middle of a word loses nothing', async () => {
  const { notes, storage } = page();
  notes.begin('c1', 'before');
  notes.write('before and after');
  const again = page(storage);
  again.notes.begin('c1', 'before');
  expect(again.notes.view.get()).toEqual({ callId: 'c1', text: 'before and after', state: 'unsaved' });
  again.clock.pass(0);
  await settled();
  expect(again.line.sent).toEqual([['desk:note', { callId: 'c1', notes: 'before and after' }]]);
  expect(storage.length).toBe(0);
});

test('without a line it is said, and saved when the line is back', async () => {
  const { clock, line, notes } = page();
  notes.begin('c1', '');
  line.cut();
  notes.write('a');
  clock.pass(800);
  await settled();
  expect(notes.view.get().state).toBe('failed');
  line.connect();
  notes.lineUp();
  await settled();
  expect(notes.view.get().state).toBe('saved');
});

test('what was typed while it was being saved is saved after it', async () => {
  const { clock, line, notes } = page();
  notes.begin('c1', '');
  notes.write('a');
  clock.pass(800);
  notes.write('ab');
  await settled();
  expect(notes.view.get().state).toBe('unsaved');
  clock.pass(800);
  await settled();
  expect(line.sent.map(([, payload]) => payload)).toEqual([
    { callId: 'c1', notes: 'a' },
    { callId: 'c1', notes: 'ab' },
  ]);
});

test('another call has notes of its own, and what waits of the first is sent before', async () => {
  const { line, notes } = page();
  notes.begin('c1', '');
  notes.write('first');
  notes.begin('c2', 'second');
  await settled();
  expect(notes.view.get()).toEqual({ callId: 'c2', text: 'second', state: 'saved' });
  expect(line.sent).toEqual([['desk:note', { callId: 'c1', notes: 'first' }]]);
});

test('notes that the server refuses are not lost either', async () => {
  const { clock, line, notes } = page();
  line.answers = { 'desk:note': CODES.rateLimited };
  notes.begin('c1', '');
  notes.write('a');
  clock.pass(800);
  await settled();
  expect(notes.view.get().state).toBe('failed');
  line.answers = { 'desk:note': null };
  clock.pass(5_000);
  await settled();
  expect(notes.view.get().state).toBe('saved');
});
