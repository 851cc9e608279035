import { expect, test } from './fixtures.js';

test('a voice call has sound on both sides and no picture, until one starts the video', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.callByVoice(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVoiceCallWith(bob), bob.expectVoiceCallWith(ann)]);
  await expect(ann.control('Start video')).toBeVisible();
  await ann.startVideo();
  await bob.expectVideo(ann);
  await bob.hangUp();
  await ann.expectEnded('Bob hung up');
});

test('a video call can be accepted with voice alone', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.acceptWithVoice(ann);
  await ann.expectVoiceCallWith(bob);
  await bob.expectVideoCallWith(ann);
  await ann.hangUp();
  await bob.expectEnded('Ann hung up');
});
