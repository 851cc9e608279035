import { expect, it } from 'vitest';
import type { SessionDoor } from '../identity/sessions.js';
import { storage } from '../testing/controlledPage.js';
import { Customer } from './Customer.js';

const LIFE_MS = 1_000;

/** One browser, whose server keeps a guest the same who shows a token of before. */
function browser() {
  const keep = storage();
  const renewed: string[] = [];
  let now = 0;
  let guests = 0;
  const session = (userId: string, name: string) => ({
    token: `${userId}@${now}`,
    user: { userId, name, role: 'caller' as const },
    expiresAt: now + LIFE_MS,
    receivedAt: now,
  });
  const door: SessionDoor = {
    open: async (name, former) => ({ ok: true, session: session(former?.split('@')[0] ?? `g${++guests}`, name) }),
    renew: async (token) => {
      renewed.push(token);
      return { ok: true, session: session(token.split('@')[0] ?? '', 'Ada') };
    },
  };
  const open = () => new Customer({ keep: keep(), door, now: () => now });
  const pass = (ms: number): void => {
    now += ms;
  };
  return { open, pass, renewed };
}

it('is the same person and the same page when the page is opened again, and under another name', async () => {
  const { open } = browser();
  const first = open();
  expect([first.known, first.token()]).toEqual([null, null]);
  await first.join('Ada');
  const again = open();
  expect([again.known?.name, again.token(), again.endpointId()]).toEqual(['Ada', 'g1@0', first.endpointId()]);
  await again.join('Ada Lindqvist');
  expect(again.known).toEqual({ userId: 'g1', name: 'Ada Lindqvist', role: 'caller' });
});

it('knows the visit that it was in, until that is over', async () => {
  const { open, pass } = browser();
  open().mark({ queueId: 'support', queueName: 'Support' });
  pass(10);
  expect(open().visit).toEqual({ queueId: 'support', queueName: 'Support', at: 0 });
  open().unmark();
  expect(open().visit).toBeNull();
});

it('is forgotten with everything, and then is somebody new', async () => {
  const { open } = browser();
  const one = open();
  await one.join('Ada');
  one.mark({ queueId: 'support', queueName: 'Support' });
  one.keep.write('frontdesk.ticket', 't');
  one.forget();
  const two = open();
  expect([two.known, two.visit, two.keep.read('frontdesk.ticket')]).toEqual([null, null, null]);
  await two.join('Ben');
  expect(two.known?.userId).toBe('g2');
});

it('renews a token that is half spent, and no other', async () => {
  const { open, pass, renewed } = browser();
  const one = open();
  await one.join('Ada');
  await one.refresh();
  pass(LIFE_MS / 2 + 1);
  await one.refresh();
  expect([renewed, one.token()]).toEqual([['g1@0'], 'g1@501']);
});
