import { expect, test } from './fixtures.js';

const hold = () => ({ hold: true });

test('[C4][C19] a held caller sees the place and the words, keeps them over a reload, is assigned, and talks', async ({
  people,
  attach,
}) => {
  const desk = await attach(hold);
  const bob = await people.join('Bob');
  const ann = await people.join('Ann');
  await ann.dial('claims desk');
  await ann.expectWaitingFor('claims desk');
  await desk.update(2, 'It takes about 5 minutes.');
  await ann.expectPosition(2);
  await ann.expectText('It takes about 5 minutes.');
  await ann.page.reload();
  await ann.expectWaitingFor('claims desk');
  await expect(ann.page.getByLabel('You', { exact: true })).toBeVisible();
  await ann.expectPosition(2);
  await ann.expectText('It takes about 5 minutes.');
  const leave = ann.button('Leave the line');
  const place = await leave.boundingBox();
  await desk.update(13, 'It takes about 5 minutes.');
  await ann.expectPosition(13);
  expect(await leave.boundingBox()).toEqual(place);
  await desk.update(1, 'You are next.');
  await ann.expectPosition(1);
  await ann.expectText('You are next.');
  await desk.assign(await bob.id());
  await ann.expectText('Putting you through to Bob');
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await bob.hangUp();
  await ann.expectEnded('Bob hung up');
});

test('[C4] a caller who was refused is back in line, is sent there again, and gives up', async ({ people, attach }) => {
  const desk = await attach(hold);
  const bob = await people.join('Bob');
  const ann = await people.join('Ann');
  await ann.dial('claims desk');
  await desk.update(4, '');
  await ann.expectPosition(4);
  await desk.assign(await bob.id());
  await bob.decline(ann);
  await ann.expectWaitingFor('claims desk');
  await ann.expectPosition(4);
  await desk.assign(await bob.id());
  await bob.expectRinging(ann);
  await ann.button('Cancel').click();
  await bob.expectQuiet();
  await bob.button('Back').click();
  await bob.expectMissed(ann);
});

test('[C7] of two who are rung for a waiting caller one accepts, and the other hears that a colleague did', async ({
  people,
  attach,
}) => {
  const desk = await attach(hold);
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  const cat = await people.join('Cat');
  await ann.dial('claims desk');
  await ann.expectWaitingFor('claims desk');
  await desk.assign(await bob.id(), await cat.id());
  await bob.expectRinging(ann);
  await cat.accept(ann);
  await bob.expectEnded('Somebody else took the call');
  await Promise.all([ann.expectCallWith(cat), cat.expectCallWith(ann)]);
});

test('a caller leaves the line and is free at once', async ({ people, attach }) => {
  await attach(hold);
  const ann = await people.join('Ann');
  await ann.dial('claims desk');
  await ann.expectWaitingFor('claims desk');
  await ann.button('Leave the line').click();
  await ann.expectEnded('You left the line');
  await ann.button('Back').click();
  await ann.expectHome();
});

test('the line to the server is lost while one waits: the page says so, and the place is kept', async ({
  people,
  attach,
}) => {
  const desk = await attach(hold);
  const ann = await people.join('Ann');
  await ann.dial('claims desk');
  await ann.expectWaitingFor('claims desk');
  await desk.update(3, 'Hold on.');
  await ann.expectPosition(3);
  await ann.page.context().setOffline(true);
  await ann.expectText('The service keeps your place for a short while.');
  await ann.expectPosition(3);
  await ann.page.context().setOffline(false);
  await expect(ann.page.getByText('You are in line.')).toBeVisible({ timeout: 20_000 });
  await ann.expectPosition(3);
});
