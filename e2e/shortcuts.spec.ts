import { expect, test } from './fixtures.js';

test('keys mute, talk while held, and hang up by two presses; the help turns them off, and that is remembered', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  const { keyboard } = ann.page;
  const muted = bob.page.getByText('Ann is muted');

  await keyboard.press('m');
  await expect(muted).toBeVisible();
  await keyboard.down(' ');
  await expect(ann.page.getByText('You can be heard while you hold Space')).toBeVisible();
  await expect(muted).toBeHidden();
  await keyboard.up(' ');
  await expect(muted).toBeVisible();
  await keyboard.press('Control+m');
  await keyboard.press('v');
  await expect(bob.page.getByText('Ann’s video is off')).toBeVisible();
  await expect(muted).toBeVisible();

  await keyboard.press('?');
  const help = ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Hang up (press twice)');
  await help.getByRole('switch', { name: 'Use keyboard shortcuts' }).click();
  await keyboard.press('Escape');
  await expect(help).toBeHidden();
  await keyboard.press('v');
  await ann.page.reload();
  await ann.expectVideo(bob);
  await keyboard.press('v');
  await expect(ann.control('Start video')).toBeVisible();
  await expect(ann.control('Start video')).not.toHaveAttribute('aria-keyshortcuts');

  await bob.page.keyboard.press('h');
  await expect(bob.page.getByText('Press H once more to hang up')).toBeVisible();
  await bob.page.keyboard.press('h');
  await bob.expectEnded('You hung up');
});

test('a panel and the menu are reached, left and closed by keys, and the focus goes back', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await ann.expectVideoCallWith(bob);
  const { keyboard } = ann.page;
  await ann.control('Mute').focus();
  await keyboard.press('End');
  await expect(ann.control('Hang up')).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(ann.control('More options')).toBeFocused();
  await keyboard.press('Enter');
  await expect(ann.page.getByRole('menu')).toBeVisible();
  await ann.page.getByRole('menuitem', { name: 'Camera and microphone' }).focus();
  await keyboard.press('Enter');
  const panel = ann.page.getByRole('dialog', { name: 'Camera and microphone' });
  await expect(panel).toBeVisible();
  await keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(ann.control('More options')).toBeFocused();
});
