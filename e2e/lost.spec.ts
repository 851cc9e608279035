import { expect, test } from './fixtures.js';
import { watchWords, wordsSaid } from './watching.js';

test.use({ settings: { GRACE_CALL_MS: '4000', GRACE_RINGING_MS: '2000' } });

test('[C19][P10] the callee closes the page in the call: the other is told and the call ends', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await bob.leave();
  await ann.expectText('Bob has lost the connection');
  await ann.expectEnded('The connection was lost');
});

test('[C19][P10] the callee’s browser is killed in the call: the other is told and the call ends', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await people.kill(bob);
  await ann.expectText('Bob has lost the connection');
  await ann.expectEnded('The connection was lost');
});

for (const who of ['caller', 'callee'] as const) {
  test(`[C19][P9] the ${who} reloads in the call: the other is told, and both are in the call again`, {
    tag: who === 'callee' ? '@long' : [],
  }, async ({ people }) => {
    const ann = await people.join('Ann');
    const bob = await people.join('Bob');
    await ann.call(bob);
    await bob.accept(ann);
    await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
    const [reloading, staying] = who === 'caller' ? [ann, bob] : [bob, ann];
    await watchWords(staying.page);
    await reloading.page.reload();
    await expect
      .poll(async () => (await wordsSaid(staying.page)).join(' '), { timeout: 20_000 })
      .toContain(`${reloading.name} has lost the connection`);
    await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
    await staying.hangUp();
    await reloading.expectEnded(`${staying.name} hung up`);
  });
}

test('[C19][P4] a callee who reloads while it rings rings again, and not after it was canceled', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.expectRinging(ann);
  await bob.page.reload();
  await bob.expectRinging(ann);
  await ann.cancel();
  await bob.expectQuiet();
  await bob.page.reload();
  await bob.expectHome();
  await expect(bob.page.getByRole('alertdialog')).toBeHidden();
});
