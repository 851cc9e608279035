import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';

/** What a page makes a person hear and see beside its screen. */
interface Signs {
  /** Sounds that have begun and were not told to stop. */
  readonly sounding: number;
  /** Notifications that are shown, by title. */
  readonly notified: readonly string[];
}

test('[P1][P8] of two pages one rings aloud and notifies, and both are quiet and themselves again when answered', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await bob.page.context().addInitScript(countSigns);
  await bob.page.reload();
  await bob.expectHome();
  const bobToo = await people.continueBeside(bob);
  const pages = [bob, bobToo];
  const titles = await Promise.all(pages.map(({ page }) => page.title()));
  // A page that was not touched may not sound.
  for (const { page } of pages) await page.getByRole('heading').first().click();
  await ann.call(bob);
  for (const each of pages) {
    await each.expectRinging(ann);
    await expect(each.page).toHaveTitle('Ann is calling');
  }
  const all = () => Promise.all(pages.map(({ page }) => signs(page)));
  await expect.poll(async () => (await all()).map(({ sounding }) => sounding).sort()).toEqual([0, 1]);
  expect((await all()).flatMap(({ notified }) => notified)).toEqual(['Ann is calling']);

  await bob.accept(ann);
  await bobToo.expectQuiet();
  await expect.poll(all).toEqual([
    { sounding: 0, notified: [] },
    { sounding: 0, notified: [] },
  ]);
  for (const [at, { page }] of pages.entries()) await expect(page).toHaveTitle(titles[at] ?? '');
});

test('a key or a press that was meant for the page before does not answer; Escape declines later', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await bob.expectThere(ann);
  await bob.button('Sign out').focus();
  await answerInHaste(bob.page);
  await ann.call(bob);
  await bob.expectRinging(ann);
  await expect.poll(() => bob.page.evaluate(() => document.documentElement.dataset['hasty'])).toBe('yes');
  await expect(bob.incoming(ann).getByRole('button', { name: 'Accept', exact: true })).toBeFocused();
  // Escape counts as soon as keys do; a call that was accepted in haste would end in other words.
  await expect(async () => {
    await bob.page.keyboard.press('Escape');
    await expect(bob.page.getByRole('alertdialog')).toBeHidden({ timeout: 300 });
  }).toPass();
  await ann.expectEnded('Bob declined');
});

/** Presses Enter, and clicks without a press before, in the same moment in which the ring is on the screen. */
async function answerInHaste(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      const accept = document.querySelector<HTMLElement>('[role=alertdialog] [data-tone=accept]');
      if (!accept) return;
      watch.disconnect();
      requestAnimationFrame(() => {
        // What a browser does by itself after a real key that nobody has prevented.
        const down = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
        if (document.activeElement?.dispatchEvent(down)) (document.activeElement as HTMLElement).click();
        accept.dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true, cancelable: true }));
        document.documentElement.dataset['hasty'] = 'yes';
      });
    });
    watch.observe(document.body, { childList: true, subtree: true });
  });
}

function signs(page: Page): Promise<Signs> {
  return page.evaluate(() => {
    const { sounding, notified } = (
      window as unknown as { signs: { sounding: number; notified: Set<{ title: string }> } }
    ).signs;
    return { sounding, notified: [...notified].map(({ title }) => title) };
  });
}

/** Runs in the page, before its own scripts: counts loops that sound, and stands in for the system's notifications. */
function countSigns(): void {
  const signs = { sounding: 0, notified: new Set<object>() };
  Object.assign(window, { signs });
  const { start, stop } = AudioBufferSourceNode.prototype;
  const sounding = new WeakSet<AudioBufferSourceNode>();
  AudioBufferSourceNode.prototype.start = function (...when) {
    sounding.add(this);
    signs.sounding += 1;
    start.apply(this, when);
  };
  AudioBufferSourceNode.prototype.stop = function (...when) {
    if (sounding.delete(this)) signs.sounding -= 1;
    stop.apply(this, when);
  };
  class StubNotification {
    static readonly permission = 'granted';
    readonly title: string;
    constructor(title: string) {
      this.title = title;
      signs.notified.add(this);
    }
    close(): void {
      signs.notified.delete(this);
    }
  }
  Object.assign(window, { Notification: StubNotification });
}
