import { expect, type Page } from '@playwright/test';
import { test } from './fixtures.js';

/** Everything that this page and the server say to each other from now on. */
function overhear(page: Page): string[] {
  const heard: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => heard.push(String(payload)));
    socket.on('framereceived', ({ payload }) => heard.push(String(payload)));
  });
  return heard;
}

test('[C22] a guest who is called by a guest gives no address away before the answer', async ({ people }) => {
  const [ann, bob] = [await people.open('Ann'), await people.open('Bob')];
  const [atAnn, atBob] = [overhear(ann.page), overhear(bob.page)];
  await ann.join();
  await bob.join();
  await ann.call(bob);
  await bob.expectRinging(ann);
  const isAnswered = () => {
    const alert = atBob.findIndex((frame) => frame.includes('call:alert'));
    return alert >= 0 && atBob.slice(alert).some((frame) => frame.startsWith('43') && frame.includes('"ringing"'));
  };
  await expect.poll(isAnswered).toBe(true);
  const signals = () => [...atAnn, ...atBob].filter((frame) => /call:(signal|ice)/.test(frame));
  expect(signals()).toEqual([]);
  await bob.accept(ann);
  await ann.expectVideoCallWith(bob);
  expect(signals()).not.toEqual([]);
});
