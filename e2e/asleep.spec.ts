import { expect, test } from './fixtures.js';
import { processesOf } from './People.js';
import type { Person } from './Person.js';

test.use({ settings: { GRACE_CALL_MS: '2000', GRACE_RINGING_MS: '2000' } });

/** Someone's machine sleeps, as when its lid is closed: nothing runs and nothing says goodbye. Returns what wakes it. */
async function sleep(person: Person): Promise<() => void> {
  const all = await processesOf(person);
  const tell = (signal: 'SIGSTOP' | 'SIGCONT') => {
    for (const { id } of all) process.kill(id, signal);
  };
  tell('SIGSTOP');
  return () => tell('SIGCONT');
}

test('[C19] a machine that sleeps past the grace time in a call wakes to its end, and to no call', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  const wake = await sleep(ann);
  try {
    await bob.expectText('Ann has lost the connection');
    await bob.expectEnded('The connection was lost');
    await bob.button('Back').click();
    await bob.expectHome();
  } finally {
    wake();
  }
  await ann.expectEnded('The connection was lost');
  await expect(ann.inCall(bob)).toBeHidden();
  await ann.button('Call again').click();
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
});

test('[C8][P4] a machine that sleeps while it rings wakes to a missed call, and to no ring', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.expectRinging(ann);
  const wake = await sleep(bob);
  try {
    await ann.expectText('Their page has lost its connection');
    await ann.expectOver();
  } finally {
    wake();
  }
  await expect(bob.page.getByRole('alertdialog')).toBeHidden({ timeout: 20_000 });
  await bob.button('Back').click();
  await bob.expectMissed(ann);
});
