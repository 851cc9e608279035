import { Keep } from '@frontdesk/client';
import { CODES } from '@frontdesk/protocol';
import { expect, it } from 'vitest';
import { type AfterView, LastWord } from './LastWord.js';

const MINUTE = 60_000;
const ENDED: AfterView = {
  side: 'caller',
  other: { userId: 'kim', name: 'Kim Novak' },
  code: CODES.ok,
  endedBy: 'callee',
  text: '',
  wasWaiting: false,
  talkedMs: 61_000,
  call: { callId: '00000000-0000-4000-8000-0000a3f921c7' },
};

/** One tab, in which a page is opened again and again. */
function tab() {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
    key: () => null,
    length: 0,
  };
  let now = 0;
  let userId: string | null = 'ann';
  const open = (queueId = 'cards') =>
    new LastWord(queueId, {
      keep: new Keep(() => storage),
      customer: {
        get known() {
          return userId === null ? null : { userId, name: 'Ann', role: 'caller' as const };
        },
      },
      now: () => now,
    });
  const pass = (ms: number): void => {
    now += ms;
  };
  const become = (next: string | null): void => {
    userId = next;
  };
  return { open, pass, become, stored };
}

it('is there after a reload, of its own queue, until it is ten minutes old or put away', () => {
  const { open, pass, stored } = tab();
  open().keep('Cards and payments', ENDED);
  expect(open().read()).toMatchObject({ name: 'Cards and payments', view: ENDED, isRated: false });
  expect(open('loans').read()).toBeNull();
  pass(10 * MINUTE);
  expect(open().read()).not.toBeNull();
  pass(1);
  expect(open().read()).toBeNull();
  expect(stored.size).toBe(0);
  open().keep('Cards and payments', ENDED);
  open().forget();
  expect(open().read()).toBeNull();
});

it('remembers that it was rated, and nothing of a rating when there is no call', () => {
  const { open } = tab();
  open().rated();
  expect(open().read()).toBeNull();
  open().keep('Cards and payments', ENDED);
  open().rated();
  expect(open().read()).toMatchObject({ view: ENDED, isRated: true });
  // A page may hear of the same end twice.
  open().keep('Cards and payments', ENDED);
  expect(open().read()).toMatchObject({ isRated: true });
  const next = { ...ENDED, call: { callId: 'b0000000-0000-4000-8000-000000000000' } };
  open().keep('Cards and payments', next);
  expect(open().read()).toMatchObject({ view: next, isRated: false });
});

it('is nobody else’s: not of the next person at this browser, nor of one who is forgotten', () => {
  for (const next of ['ben', null]) {
    const { open, become } = tab();
    open().keep('Cards and payments', ENDED);
    become(next);
    expect(open().read()).toBeNull();
    become('ann');
    expect(open().read()).toBeNull();
  }
});

it('does not keep a call that never began, nor what is not its own', () => {
  const { open, stored } = tab();
  open().keep('Cards and payments', { ...ENDED, talkedMs: null });
  expect(open().read()).toBeNull();
  open().keep('Cards and payments', ENDED);
  for (const key of stored.keys()) stored.set(key, '{"at":0,"userId":"ann","view":{"code":0}}');
  expect(open().read()).toBeNull();
});
