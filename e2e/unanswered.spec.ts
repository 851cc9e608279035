import { expect, test } from './fixtures.js';

test.use({ settings: { RING_MS: '4000' } });

test('[C8] a declined call tells the caller so, and both are free at once', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.decline(ann);
  await ann.expectEnded('Bob declined');
  await bob.expectQuiet();
  await ann.button('Call again').click();
  await bob.accept(ann);
  await Promise.all([ann.expectCallWith(bob), bob.expectCallWith(ann)]);
});

test('[C8][P3] a canceled call stops ringing and is shown as missed', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.expectRinging(ann);
  await ann.cancel();
  await bob.expectQuiet();
  await bob.expectEnded('Ann canceled the call');
  await bob.button('Back').click();
  await bob.expectMissed(ann);
});

test('[C9] nobody answers: the caller hears so, the callee sees a missed call and calls back', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.expectRinging(ann);
  await ann.expectEnded('No answer');
  await bob.expectQuiet();
  await bob.expectEnded('You missed a call from Ann');
  await bob.button('Back').click();
  await bob.expectMissed(ann);
  await ann.button('Back').click();
  await bob.button('Call back').click();
  await ann.expectRinging(bob);
});

test('[C3] someone in a call is busy, someone unknown is not there, and so is someone who left', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  const cat = await people.join('Cat');
  await ann.call(bob);
  await bob.accept(ann);
  await ann.expectCallWith(bob);
  await cat.dial(await bob.id());
  await cat.expectEnded('Bob is in another call');
  await cat.button('Back').click();
  await cat.dial('nobody-knows');
  await cat.expectEnded('nobody-knows is not here');
  await cat.button('Back').click();
  const bobsId = await bob.id();
  await bob.hangUp();
  await bob.leave();
  await cat.expectGone(bob);
  await cat.dial(bobsId);
  await cat.expectEnded('Bob is not here');
});

test('one cannot call oneself, and is told', async ({ people }) => {
  const ann = await people.join('Ann');
  await ann.dial(await ann.id());
  await expect(
    ann.page.getByText('You can’t call yourself').or(ann.page.getByText("You can't call yourself")),
  ).toBeVisible();
});
