import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { createServer } from 'vite';
import { expect, test } from './fixtures.js';

/** How long all screens of one scheme may take, in ms: some 60 of them, about half a second each, more on a busy machine. */
const ALL_MS = 600_000;

interface Gallery {
  readonly url: string;
  close(): Promise<void>;
}

/** A development server of the gallery alone, on a free port of the loopback. */
async function serveGallery(): Promise<Gallery> {
  const server = await createServer({
    configFile: join(import.meta.dirname, '../vite.config.ts'),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, strictPort: false, hmr: false, proxy: {} },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (typeof address !== 'object' || !address) throw new Error('The gallery has no port.');
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

/** What axe finds on each screen, by the screen's name. */
async function faultsOf(page: Page, url: string, scheme: string): Promise<Record<string, string[]>> {
  await page.goto(`${url}?scheme=${scheme}`);
  const states = await page.locator('main p a:first-child').allTextContents();
  expect(states.length).toBeGreaterThan(20);
  const faults: Record<string, string[]> = {};
  for (const state of states) {
    await page.evaluate((search) => {
      history.pushState(null, '', search);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `?state=${state}&scheme=${scheme}`);
    await page.locator('#root main').first().waitFor();
    // Legacy mode opens no second page for each report: the gallery has no frames.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    if (violations.length === 0) continue;
    faults[state] = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }
  return faults;
}

const GALLERIES = { caller: '/gallery.html', console: '/console/gallery.html' } as const;

for (const [app, scheme] of [
  ['caller', 'light'],
  ['caller', 'dark'],
  ['console', 'light'],
  ['console', 'dark'],
] as const) {
  test(`no screen of the gallery has an accessibility fault, ${app}, ${scheme}`, { tag: '@long' }, async ({
    browsers,
  }) => {
    test.setTimeout(ALL_MS);
    const gallery = await serveGallery();
    const running = await browsers.take('allowed');
    const context = await running.browser.newContext({ reducedMotion: 'reduce', colorScheme: scheme });
    try {
      expect(await faultsOf(await context.newPage(), gallery.url + GALLERIES[app], scheme)).toEqual({});
    } finally {
      await context.close();
      browsers.give(running);
      await gallery.close();
    }
  });
}
