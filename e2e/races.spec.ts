import { expect, test } from './fixtures.js';
import { holdNews } from './holdNews.js';

test('[C7][C15][P8] two pages of one callee ring, one accepts, the other stops', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  const bobToo = await people.continueBeside(bob);
  await ann.call(bob);
  await bob.expectRinging(ann);
  await bobToo.expectRinging(ann);
  await bob.accept(ann);
  await bobToo.expectQuiet();
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
});

test('[C7] two pages of one callee ring, one declines, the other stops', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  const bobToo = await people.continueBeside(bob);
  await ann.call(bob);
  await bob.expectRinging(ann);
  await bobToo.decline(ann);
  await bob.expectQuiet();
  await ann.expectEnded('Bob declined');
});

test('[C14] a cancel that crosses an accept ends the started call, and both know', async ({ people }) => {
  const ann = await people.open('Ann');
  const line = await holdNews(ann.page);
  await ann.join();
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.expectRinging(ann);
  line.hold();
  await bob.accept(ann);
  await bob.expectCallWith(ann);
  await ann.cancel();
  line.release();
  await bob.expectEnded('Ann canceled');
  await ann.expectEnded('You canceled');
});

test('[C16][P6] two who dial each other at the same moment are in one call', async ({ people }) => {
  const ann = await people.open('Ann');
  const annsLine = await holdNews(ann.page);
  await ann.join();
  const bob = await people.open('Bob');
  const bobsLine = await holdNews(bob.page);
  await bob.join();
  await ann.expectThere(bob);
  await bob.expectThere(ann);
  annsLine.hold();
  bobsLine.hold();
  await ann.button('Call Bob').click();
  await bob.button('Call Ann').click();
  annsLine.release();
  bobsLine.release();
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await ann.hangUp();
  await bob.expectEnded('Ann hung up');
  await expect(ann.page.getByRole('status', { name: 'Call ended', exact: true })).toBeVisible();
});
