import { expect, test } from './fixtures.js';

test('[P2] after a reload the other is seen at once, and heard with the next click or key anywhere', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await ann.expectVideoCallWith(bob);
  // A browser lets a page that captures a microphone sound by itself; one whose person denied it, or Safari, does not.
  await ann.page.addInitScript(() => {
    let hasGesture = false;
    for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, () => (hasGesture = true), true);
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      if (hasGesture || this.muted) return play.call(this);
      this.pause();
      return Promise.reject(new DOMException('', 'NotAllowedError'));
    };
  });
  await ann.page.reload();
  await expect(ann.button('Tap to hear')).toBeVisible({ timeout: 20_000 });
  await ann.expectVideo(bob);
  const isMuted = () =>
    ann.page.getByLabel(bob.name, { exact: true }).evaluate((video) => (video as HTMLVideoElement).muted);
  expect(await isMuted()).toBe(true);
  await ann.page.keyboard.press('Shift');
  await expect(ann.button('Tap to hear')).toBeHidden();
  await ann.expectVideoCallWith(bob);
});
