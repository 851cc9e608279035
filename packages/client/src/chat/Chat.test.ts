import type { ChatMessage, Result } from '@frontdesk/protocol';
import { CODES } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import type { Send } from '../connection/Send.js';
import { Keep } from '../Keep.js';
import { DOWN, refusal, type Sent, storage } from '../testing/controlledPage.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import type { CallView } from '../views.js';
import { Chat } from './Chat.js';
import type { FileListener } from './FileDoor.js';

const ANN = { userId: 'ann', name: 'Ann' };
const BEN = { userId: 'ben', name: 'Ben' };
const CALL = { callId: 'c', room: null, caller: ANN, callee: BEN };
const STARTED = { state: 'started', side: 'caller', call: CALL, other: BEN } as CallView;
const ENDED = { state: 'ended', call: CALL } as CallView;
const IDLE: CallView = { state: 'idle' };

function said(seq: number, fields: Partial<ChatMessage> = {}): ChatMessage {
  const message = { callId: 'c', seq, messageId: `m${seq}`, from: 'ben', at: 1_000_000, kind: 'text' } as const;
  return { ...message, text: `words ${seq}`, notice: null, file: null, ...fields };
}

function replay(messages: readonly ChatMessage[], more = false): Result<unknown> {
  return { ok: true, value: { messages, more, fileMaxBytes: 1_000 } };
}

/** A page in a call, whose commands the test answers and whose files go nowhere. */
function page(keep = new Keep(() => null)) {
  const clock = new ManualClock();
  const sent: Sent[] = [];
  const files: (FileListener & { readonly name: string; isStopped: boolean })[] = [];
  const send = ((command: string, payload: unknown) =>
    new Promise((resolve) => {
      const answer = (result: Result<unknown>): Promise<void> => {
        resolve(result as never);
        return settled();
      };
      sent.push({ command, payload, answer });
    })) as Send;
  const chat = new Chat({
    send,
    clock,
    serverNow: () => clock.now() + 500,
    keep,
    isSignedIn: () => true,
    files: {
      send: (_callId, file, listener) => {
        const sending = { ...listener, name: file.name, isStopped: false };
        files.push(sending);
        return { setLine: () => undefined, stop: () => Object.assign(sending, { isStopped: true }) };
      },
      fetch: async () => null,
    },
  });
  return { chat, sent, clock, files, last: () => sent.at(-1) as Sent };
}

/** The same, with a line that is up and nothing said so far. */
async function talking(keep?: Keep) {
  const made = page(keep);
  made.chat.follow(STARTED);
  made.chat.setLine(true);
  await made.last().answer(replay([]));
  return made;
}

const shown = ({ chat }: { readonly chat: Chat }) =>
  chat.view.get().entries.map(({ isOwn, text, state }) => `${isOwn ? 'own' : 'other'} ${text} ${state}`);

/** What the server makes of a message that was sent. */
function acknowledged({ payload }: Sent, seq: number): Result<unknown> {
  return { ok: true, value: said(seq, { from: 'ann', ...(payload as Partial<ChatMessage>) }) };
}

describe('a conversation', () => {
  it('tells each of three by name, also one who has left and after a reload', async () => {
    const kept = storage();
    const ann = await talking(kept());
    ann.chat.know([{ userId: 'cat', name: 'Cat' }]);
    for (const [seq, from] of [
      [1, 'ben'],
      [2, 'cat'],
      [3, 'ann'],
      [4, 'who'],
    ] as const)
      ann.chat.hear(said(seq, { from }));
    const names = ({ chat }: typeof ann): unknown => chat.view.get().entries.map(({ name, isOwn }) => [name, isOwn]);
    const all = [
      ['Ben', false],
      ['Cat', false],
      ['Ann', true],
      ['', false],
    ];
    expect([names(ann), ann.chat.view.get().unread]).toEqual([all, 3]);
    const anew = page(kept());
    anew.chat.follow(STARTED);
    for (const [seq, from] of [
      [1, 'ben'],
      [2, 'cat'],
      [3, 'ann'],
      [4, 'who'],
    ] as const)
      anew.chat.hear(said(seq, { from }));
    expect(names(anew)).toEqual(all);
  });

  it('is that of the room once one has joined it, and stays it when the call is handed over', async () => {
    const cat = await talking();
    const room = { callId: 'h', as: 'join' } as const;
    cat.chat.follow({ ...STARTED, call: { ...CALL, room } } as CallView, 'h');
    expect(cat.last().payload).toEqual({ callId: 'h', after: 0 });
    await cat.last().answer(replay([said(1, { callId: 'h' })]));
    cat.chat.follow({ ...STARTED, call: { ...CALL, callId: 'h' } } as CallView);
    expect(cat.chat.view.get()).toMatchObject({ callId: 'h', isWhole: true, entries: [{ text: 'words 1' }] });
    expect(cat.sent).toHaveLength(2);
  });

  it('is what was said, in the order of the server, in the time of this machine', async () => {
    const ann = await talking();
    ann.chat.hear(said(2));
    ann.chat.hear(said(1));
    expect(shown(ann)).toEqual(['other words 1 sent', 'other words 2 sent']);
    expect(ann.chat.view.get()).toMatchObject({ unread: 2, fileMaxBytes: 1_000, isOpen: true });
    expect(ann.chat.view.get().entries[0]?.at).toBe(999_500);
  });

  it('shows what one writes at once, and once when it has its place', async () => {
    const ann = await talking();
    ann.chat.send('  Hello ');
    expect(shown(ann)).toEqual(['own Hello sending']);
    await ann.last().answer(acknowledged(ann.last(), 1));
    expect(shown(ann)).toEqual(['own Hello sent']);
    ann.chat.send('   ');
    expect(ann.sent).toHaveLength(2);
  });

  it('sends one after the other, and again under the same id when the line is back, after what was missed', async () => {
    const ann = await talking();
    ann.chat.send('one');
    ann.chat.send('two');
    expect(ann.sent).toHaveLength(2);
    const { payload } = ann.last();
    ann.chat.setLine(false);
    await ann.last().answer(DOWN);
    ann.chat.send('three');
    expect(ann.sent).toHaveLength(2);
    ann.chat.setLine(true);
    expect(ann.last()).toMatchObject({ command: 'call:messages', payload: { after: 0 } });
    await ann.last().answer(replay([said(1)]));
    for (const seq of [2, 3, 4]) {
      if (seq === 2) expect(ann.last().payload).toEqual(payload);
      await ann.last().answer(acknowledged(ann.last(), seq));
    }
    expect(shown(ann)).toEqual(['other words 1 sent', 'own one sent', 'own two sent', 'own three sent']);
  });

  it('is not shown twice when only the acknowledgment was lost', async () => {
    const ann = await talking();
    ann.chat.send('one');
    const { payload } = ann.last();
    ann.chat.setLine(false);
    await ann.last().answer(DOWN);
    ann.chat.setLine(true);
    await ann.last().answer(replay([said(1, { from: 'ann', ...(payload as Partial<ChatMessage>) })]));
    expect(shown(ann)).toEqual(['own one sent']);
  });

  it('asks for what it missed in pages, and a message that comes meanwhile hides no gap', async () => {
    const ann = await talking();
    ann.chat.hear(said(1));
    ann.chat.setLine(false);
    ann.chat.setLine(true);
    ann.chat.hear(said(9));
    await ann.last().answer(DOWN);
    ann.chat.setLine(false);
    ann.chat.setLine(true);
    expect(ann.last().payload).toEqual({ callId: 'c', after: 1 });
    await ann.last().answer(replay([said(2), said(3)], true));
    expect(ann.last().payload).toEqual({ callId: 'c', after: 3 });
    await ann.last().answer(replay([said(4), said(9)]));
    expect(ann.chat.view.get().entries).toHaveLength(5);
    ann.chat.setLine(false);
    ann.chat.setLine(true);
    expect(ann.last().payload).toEqual({ callId: 'c', after: 9 });
  });

  it('waits and tries again when the server is asked too much', async () => {
    const ann = await talking();
    ann.chat.send('one');
    await ann.last().answer(refusal(CODES.rateLimited));
    expect(shown(ann)).toEqual(['own one sending']);
    ann.clock.pass(2_000);
    await settled();
    await ann.last().answer(acknowledged(ann.last(), 1));
    expect(shown(ann)).toEqual(['own one sent']);
  });

  it('sends after a reload what was written without a line, under the same id', async () => {
    const keeps = storage();
    const before = await talking(keeps());
    before.chat.setLine(false);
    before.chat.send('not lost');
    before.chat.attach(new File(['x'], 'a.txt'));
    const id = before.chat.view.get().entries[0]?.id;
    const after = await talking(keeps());
    expect(after.last().payload).toMatchObject({ text: 'not lost' });
    expect(after.chat.view.get().entries.map((entry) => [entry.id === id, entry.problem])).toEqual([
      [true, null],
      [false, 'interrupted'],
    ]);
    after.chat.follow(ENDED);
    after.chat.follow(IDLE);
    const later = await talking(keeps());
    expect(shown(later)).toEqual([]);
  });

  it('counts what was not read, also notices and over a reload; one’s own and a hold count for nothing', async () => {
    const keeps = storage();
    const ann = await talking(keeps());
    ann.chat.hear(said(1));
    ann.chat.hear(said(2, { kind: 'notice', text: '', notice: 'snapshot' }));
    ann.chat.hear(said(2, { messageId: 'own', from: 'ann' }));
    ann.chat.hear(said(3, { messageId: 'hold', kind: 'notice', text: '', notice: 'hold' }));
    expect(ann.chat.view.get().unread).toBe(2);
    ann.chat.setReading(true);
    ann.chat.hear(said(3));
    expect(ann.chat.view.get().unread).toBe(0);
    ann.chat.setReading(false);
    ann.chat.hear(said(4));
    expect(ann.chat.view.get().unread).toBe(1);
    const again = page(keeps());
    again.chat.follow(STARTED);
    again.chat.setLine(true);
    await again.last().answer(replay([said(1), said(3), said(4)]));
    expect(again.chat.view.get().unread).toBe(1);
  });

  it('is new where it was missed without a line or during a reload, and not where it was shown before that', async () => {
    const keeps = storage();
    const ann = await talking(keeps());
    const isNew = ({ chat }: { readonly chat: Chat }) => chat.view.get().entries.map((entry) => entry.isNew);
    ann.chat.hear(said(1));
    ann.chat.setLine(false);
    ann.clock.pass(60_000);
    ann.chat.setLine(true);
    await ann.last().answer(replay([said(2, { kind: 'notice', text: '', notice: 'snapshot' })]));
    expect(isNew(ann)).toEqual([true, true]);
    ann.chat.setLine(false);
    ann.chat.hear(said(4));
    const again = page(keeps());
    again.chat.follow(STARTED);
    again.chat.setLine(true);
    await again.last().answer(replay([said(1), said(2), said(3), said(4)]));
    expect(isNew(again)).toEqual([false, false, true, true]);
  });

  it('stays to be read when the call has ended, with what was not sent marked, and goes when it is put away', async () => {
    const ann = await talking();
    ann.chat.hear(said(1));
    ann.chat.send('too late');
    ann.chat.follow(ENDED);
    await ann.last().answer(refusal(CODES.notInCall));
    expect(shown(ann)).toEqual(['other words 1 sent', 'own too late failed']);
    expect(ann.chat.view.get()).toMatchObject({ isOpen: false, entries: [{}, { problem: 'over' }] });
    ann.chat.send('nobody hears it');
    expect(ann.chat.view.get().entries).toHaveLength(2);
    ann.chat.follow(IDLE);
    expect(ann.chat.view.get()).toMatchObject({ callId: null, entries: [] });
  });

  it('hears nothing of another call', async () => {
    const ann = await talking();
    ann.chat.hear(said(1, { callId: 'another' }));
    expect(shown(ann)).toEqual([]);
  });
});

describe('a file', () => {
  it('is told to the other when all of it is with the server', async () => {
    const ann = await talking();
    ann.chat.attach(new File(['bytes'], 'bill.pdf', { type: 'application/pdf' }));
    const [sending] = ann.files;
    sending?.onProgress(0.5);
    expect(ann.sent).toHaveLength(1);
    expect(ann.chat.view.get().entries[0]).toMatchObject({ state: 'sending', progress: 0.5, file: { size: 5 } });
    sending?.onDone('f1');
    expect(ann.last().payload).toMatchObject({ callId: 'c', kind: 'file', fileId: 'f1' });
    await ann.last().answer(acknowledged(ann.last(), 1));
    expect(ann.chat.view.get().entries).toHaveLength(1);
  });

  it('that is too large is not sent, and one that failed is tried again or given up', async () => {
    const ann = await talking();
    ann.chat.attach(new File(['x'.repeat(1_001)], 'large.bin'));
    expect(ann.files).toHaveLength(0);
    expect(ann.chat.view.get().entries[0]?.problem).toBe('too_large');
    ann.chat.attach(new File(['x'], 'a.txt'));
    ann.files[0]?.onFailed('no_space');
    const id = ann.chat.view.get().entries[1]?.id ?? '';
    ann.chat.retry(id);
    expect([ann.files.length, ann.chat.view.get().entries[1]?.state]).toEqual([2, 'sending']);
    ann.chat.discard(id);
    expect([ann.files[1]?.isStopped, ann.chat.view.get().entries.length]).toEqual([true, 1]);
  });

  it('on its way when the call ends is stopped', async () => {
    const ann = await talking();
    ann.chat.attach(new File(['x'], 'a.txt'));
    ann.chat.follow(ENDED);
    expect(ann.files[0]?.isStopped).toBe(true);
    expect(ann.chat.view.get().entries[0]?.problem).toBe('over');
  });
});
