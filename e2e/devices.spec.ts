import { test } from './fixtures.js';

test('[P13] with camera and microphone denied one is told what to do, and can still be called and see', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob', { devices: 'denied' });
  await ann.call(bob);
  await bob.accept(ann);
  await bob.expectVideoCallWith(ann);
  await bob.expectText('The browser blocks your microphone');
  await ann.hangUp();
  await bob.expectEnded('Ann hung up');
});

test('[P13] without a camera one can call by voice', async ({ people }) => {
  const ann = await people.join('Ann', { devices: 'denied' });
  const bob = await people.join('Bob');
  await ann.callByVoice(bob);
  await bob.accept(ann);
  await ann.expectVoiceCallWith(bob);
  await bob.hangUp();
  await ann.expectEnded('Bob hung up');
});
