import { expect, test } from './fixtures.js';

const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true } as const;

test('two people on phones 360 px wide call each other; nothing is cut off', async ({ people }) => {
  const ann = await people.join('Ann', PHONE);
  const bob = await people.join('Bob', PHONE);
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  for (const name of ['Mute', 'Stop video', 'Hang up']) {
    const box = await ann.control(name).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 360 && box.y + box.height <= 740, `${name} is on the screen`).toBe(
      true,
    );
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), `${name} can be hit with a thumb`).toBeGreaterThanOrEqual(44);
  }
  const width = await ann.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await ann.hangUp();
  await bob.expectEnded('Ann hung up');
});
