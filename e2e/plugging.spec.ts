import { expect, test } from './fixtures.js';
import type { Person } from './Person.js';
import { plug, withPlugs } from './plugs.js';

/** The microphones that Chromium plays. */
const FIRST = 'Fake Audio Input 1';
const SECOND = 'Fake Audio Input 2';

async function choose(person: Person, label: string, device: string): Promise<void> {
  await person.control('More options').click();
  await person.page.getByRole('menuitem', { name: 'Camera and microphone' }).click();
  await person.page.getByRole('combobox', { name: label, exact: true }).selectOption({ label: device });
  await person.button('Close').click();
}

/** What the browser says that the microphone in use is called. */
async function microphoneOf(person: Person): Promise<string> {
  return person.page.evaluate(() => {
    const own = document.querySelector<HTMLVideoElement>('video[data-own="true"]')?.srcObject;
    return own instanceof MediaStream ? (own.getAudioTracks()[0]?.label ?? '') : '';
  });
}

test('[P15] a microphone that is pulled out in the call is replaced, taken again when it is back, and that can be undone', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await withPlugs(ann.page);
  await ann.call(bob);
  await bob.accept(ann);
  await bob.expectVideoCallWith(ann);
  await choose(ann, 'Microphone', SECOND);
  await expect.poll(() => microphoneOf(ann)).toBe(SECOND);

  await plug(ann.page, SECOND, false);
  await ann.expectText(`${SECOND} is gone. Now using`);
  await bob.expectVideoCallWith(ann);
  await plug(ann.page, SECOND, true);
  await ann.expectText(`${SECOND} is back, and in use again.`);
  await expect.poll(() => microphoneOf(ann)).toBe(SECOND);
  await bob.expectVideoCallWith(ann);
  await ann.button('Undo').click();
  await expect.poll(() => microphoneOf(ann)).not.toBe(SECOND);
});

test('[P15] a microphone that is plugged in during the call is offered and not taken', { tag: '@long' }, async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await withPlugs(ann.page, [FIRST]);
  await ann.call(bob);
  await bob.accept(ann);
  await bob.expectVideoCallWith(ann);
  await choose(ann, 'Microphone', SECOND);
  await plug(ann.page, FIRST, true);
  await ann.expectText(`${FIRST} was connected.`);
  expect(await microphoneOf(ann)).toBe(SECOND);
  await ann.button('Use it').click();
  await expect.poll(() => microphoneOf(ann)).toBe(FIRST);
  await bob.expectVideoCallWith(ann);
});

test('[P14] a microphone that the system took is opened anew by one tap', { tag: '@long' }, async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await bob.expectVideoCallWith(ann);
  // No fake device is ever taken by a phone call: the flag and the event are played, the rest is real.
  await ann.page.evaluate(() => {
    const own = document.querySelector<HTMLVideoElement>('video[data-own="true"]')?.srcObject as MediaStream;
    for (const track of own.getAudioTracks()) {
      Object.defineProperty(track, 'muted', { value: true });
      track.dispatchEvent(new Event('mute'));
    }
  });
  await ann.button('Restore microphone').click();
  const isMuted = () =>
    ann.page.evaluate(() => {
      const own = document.querySelector<HTMLVideoElement>('video[data-own="true"]')?.srcObject as MediaStream;
      return own.getAudioTracks().map(({ muted, readyState }) => `${muted} ${readyState}`);
    });
  await expect.poll(isMuted).toEqual(['false live']);
  await bob.expectVideoCallWith(ann);
});

test('the other person is heard on the chosen speaker, and the choice is remembered', { tag: '@long' }, async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await ann.expectVideoCallWith(bob);
  await ann.control('More options').click();
  await ann.page.getByRole('menuitem', { name: 'Camera and microphone' }).click();
  const speaker = ann.page.getByRole('combobox', { name: 'Speaker', exact: true });
  await expect(speaker).toBeVisible();
  const options = await speaker
    .locator('option')
    .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
  const wanted = options.find((value) => value !== '') ?? '';
  expect(wanted).not.toBe('');
  await speaker.selectOption(wanted);
  const sink = () =>
    ann.page.getByLabel(bob.name, { exact: true }).evaluate((video) => (video as HTMLVideoElement).sinkId);
  await expect.poll(sink).toBe(wanted);
  await ann.page.reload();
  await ann.expectVideoCallWith(bob);
  await expect.poll(sink).toBe(wanted);
});
