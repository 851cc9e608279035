import { expect, test } from './fixtures.js';

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

test('[P13] while the browser asks about devices both sides are told so, and what is sent when it has its answer', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await bob.page.evaluate(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const answered = new Promise((answer) => addEventListener('permission-granted', answer));
    mediaDevices.getUserMedia = (wanted) => answered.then(() => open(wanted));
  });
  await ann.call(bob);
  await bob.accept(ann);
  await bob.expectText('Allow camera and microphone in your browser');
  await ann.expectText('Bob is muted');
  await ann.expectText('Bob’s video is off');
  await bob.page.evaluate(() => dispatchEvent(new Event('permission-granted')));
  await ann.expectVideoCallWith(bob);
  await expect(bob.page.getByText('Allow camera and microphone')).toBeHidden();
  await expect(ann.page.getByText('Bob is muted')).toBeHidden();
});
