import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.js';

test.use({ hasFullCameras: true });

/** How a PNG begins. */
const PNG = '89504e470d0a1a0a';

test('a picture of the other is saved under their name, and both are told so; without a picture, or a line to tell it, nothing is saved', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  const saving = ann.page.waitForEvent('download');
  await ann.control('More options').click();
  await ann.page.getByRole('menuitem', { name: 'Save a picture' }).click();
  const saved = await saving;
  await Promise.all([
    ann.expectText('You took a picture of this call'),
    bob.expectText('Ann took a picture of this call'),
  ]);
  expect(saved.suggestedFilename()).toMatch(/^Bob \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png$/);
  const bytes = await readFile(await saved.path());
  expect(bytes.subarray(0, 8).toString('hex')).toBe(PNG);
  expect(bytes.readUInt32BE(16), 'its width').toBeGreaterThanOrEqual(320);
  await bob.stopVideo();
  await ann.expectText('Bob’s video is off');
  await ann.page.keyboard.press('t');
  await ann.expectText('There is no picture to save right now');
  await ann.page.context().setOffline(true);
  await ann.expectText('Reconnecting to the service. Your call goes on.');
  await ann.page.keyboard.press('t');
  await ann.expectText('No picture can be saved without a connection to the service: Bob could not be told');
});
