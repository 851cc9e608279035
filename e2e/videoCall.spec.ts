import { test } from './fixtures.js';

test.use({ hasFullCameras: true });

test('two people in two browsers see and hear each other, and the caller hangs up', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await ann.hangUp();
  await ann.expectEnded('You hung up');
  await bob.expectEnded('Ann hung up');
});

test('two people in two tabs of one browser see and hear each other, and the callee hangs up', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob', { beside: ann });
  await ann.call(bob);
  await bob.accept(ann);
  await bob.expectVideoCallWith(ann);
  // The picture of a hidden tab stands still, so each is looked at in front.
  await ann.page.bringToFront();
  await ann.expectVideoCallWith(bob);
  await bob.page.bringToFront();
  await bob.hangUp();
  await bob.expectEnded('You hung up');
  await ann.expectEnded('Bob hung up');
});

test('one mutes and stops the video, the other sees that; then starts it again', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await ann.mute();
  await bob.expectText('Ann is muted');
  await ann.stopVideo();
  await bob.expectText('Ann’s video is off');
  await ann.startVideo();
  await bob.expectVideo(ann);
  await bob.hangUp();
  await ann.expectEnded('Bob hung up');
});
