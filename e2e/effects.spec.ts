import { expect, test } from './fixtures.js';
import type { Person } from './Person.js';

/** A model on a processor without graphics takes its time, and so does a machine that runs other tests beside. */
const SOON = { timeout: 50_000 };

async function openDevices(person: Person): Promise<void> {
  await person.control('More options').click();
  await person.page.getByRole('menuitem', { name: 'Camera and microphone' }).click();
}

test('with noise suppression the voice is still heard, muted it is not, and the choice is remembered', {
  tag: '@long',
}, async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await bob.expectVideoCallWith(ann);
  await openDevices(ann);
  const noise = ann.page.getByRole('checkbox', { name: 'Suppress background noise', exact: true });
  await noise.click();
  await expect(ann.page.getByText('Takes fans, typing and traffic out of your voice.')).toBeVisible(SOON);
  await expect(noise).toBeChecked();
  await bob.expectVideoCallWith(ann);
  await ann.page.reload();
  await bob.expectVideoCallWith(ann);
  await openDevices(ann);
  await expect(noise).toBeChecked();
});
