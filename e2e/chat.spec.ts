import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures.js';
import type { People } from './People.js';
import type { Person } from './Person.js';

const SOON = { timeout: 15_000 };
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true } as const;

async function talking(people: People, arrival = {}): Promise<[Person, Person]> {
  const [ann, bob] = [await people.join('Ann', arrival), await people.join('Bob', arrival)];
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  return [ann, bob];
}

const log = ({ page }: Person): Locator => page.getByRole('log', { name: 'Messages', exact: true });

async function open(person: Person): Promise<void> {
  await person.control('Chat').click();
  await expect(person.page.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused();
}

async function write(person: Person, text: string): Promise<void> {
  await person.page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await person.button('Send').click();
}

async function attach(person: Person, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const chooser = person.page.waitForEvent('filechooser');
  await person.button('Attach a file').click();
  await (await chooser).setFiles(file);
}

test('two people write to each other; nothing is lost or twice over a broken line and a reload', async ({ people }) => {
  const [ann, bob] = await talking(people);
  await open(ann);
  await write(ann, 'See https://example.com/form <b>now</b>');
  // Closed at Bob's: shown above the picture, and counted.
  await expect(bob.control('Chat, 1 new message')).toBeVisible(SOON);
  await expect(bob.page.getByText('Ann: See https://example.com/form <b>now</b>')).toBeVisible();
  await bob.control('Chat, 1 new message').click();
  await expect(log(bob)).toContainText('See https://example.com/form <b>now</b>', SOON);
  const link = log(bob).getByRole('link', { name: 'https://example.com/form' });
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await write(bob, 'Thank you');
  await expect(log(ann)).toContainText('Thank you', SOON);

  // The line is down: what is written waits, and arrives once.
  await ann.page.context().setOffline(true);
  await expect(ann.page.getByText('Reconnecting to the service')).toBeVisible(SOON);
  await write(ann, 'Written without a line');
  await expect(log(ann)).toContainText('Will be sent when the connection is back');
  await write(bob, 'Are you there?');
  await ann.page.context().setOffline(false);
  await expect(log(bob)).toContainText('Written without a line', SOON);
  await expect(log(ann)).toContainText('Are you there?', SOON);
  await expect(log(ann)).not.toContainText('Will be sent');

  await ann.page.reload();
  await ann.expectVideoCallWith(bob);
  await open(ann);
  for (const text of ['See https', 'Thank you', 'Written without a line', 'Are you there?']) {
    await expect(log(ann).getByText(text), text).toHaveCount(1, SOON);
    await expect(log(bob).getByText(text), text).toHaveCount(1);
  }
  await write(ann, 'Here again');
  await expect(log(bob)).toContainText('Here again', SOON);

  await bob.hangUp();
  await ann.expectEnded('Bob hung up');
  await ann.button('Read the conversation').click();
  await expect(log(ann)).toContainText('Here again');
  const download = ann.page.waitForEvent('download');
  await ann.button('Save the conversation').click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('Bob: Are you there?');
});

test('a file arrives as it was, though the line breaks on its way, and a picture is shown', async ({ people }) => {
  const [ann, bob] = await talking(people);
  await Promise.all([open(ann), open(bob)]);
  const bytes = randomBytes(2_500_000);
  // After the first piece the line breaks.
  let pieces = 0;
  await ann.page.route('**/files/*', async (route) => {
    if (route.request().method() === 'PATCH') pieces += 1;
    if (pieces === 3) {
      pieces += 1;
      await route.abort('connectionreset');
    } else await route.continue();
  });
  await attach(ann, { name: 'contract.pdf', mimeType: 'application/pdf', buffer: bytes });
  await expect(bob.button('Download contract.pdf')).toBeVisible({ timeout: 30_000 });
  expect(pieces).toBeGreaterThan(5);
  const download = bob.page.waitForEvent('download');
  await bob.button('Download contract.pdf').click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('contract.pdf');
  const sha = (data: Buffer) => createHash('sha256').update(data).digest('hex');
  expect(sha(await readFile(await saved.path()))).toBe(sha(bytes));

  const png = await bob.page.screenshot();
  await attach(bob, { name: 'picture.png', mimeType: 'image/png', buffer: png });
  const picture = log(ann).getByRole('img', { name: 'picture.png' });
  await expect(picture).toBeVisible(SOON);
  expect(
    await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBeGreaterThan(0);
});

test('on a phone the conversation is a sheet over the picture, and nothing is cut off', { tag: '@long' }, async ({
  people,
}) => {
  const [ann, bob] = await talking(people, PHONE);
  await open(ann);
  await write(ann, `A long word: ${'Donaudampfschifffahrtsgesellschaft'.repeat(4)}`);
  await expect(bob.control('Chat, 1 new message')).toBeVisible(SOON);
  expect(await ann.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  for (const name of ['Send', 'Attach a file', 'Close']) {
    const box = await ann.button(name).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 360 && box.y + box.height <= 740, `${name} is on the screen`).toBe(
      true,
    );
  }
  await ann.page.keyboard.press('Escape');
  await expect(log(ann)).toBeHidden();
});
