/**
 * Pictures of the pages, from the gallery: `npm run pictures` renews those in docs/pictures/;
 * `npm run pictures -- --all DIR [STATE …]` draws every state (or those named) in every size, scheme and language.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { tsImport } from 'tsx/esm/api';
import { createServer } from 'vite';

const { findBrowser } = await tsImport('../e2e/browser.ts', import.meta.url);

const root = resolve(import.meta.dirname, '..');

const SIZES = {
  desk: { width: 1280, height: 800 },
  tablet: { width: 768, height: 1024 },
  phone: { width: 360, height: 740 },
  side: { width: 740, height: 360 },
};

/** What stands in docs/pictures/: state, size, scheme, language. */
const BEST = [
  ['join', 'desk', 'light', 'en'],
  ['home-missed', 'desk', 'light', 'en'],
  ['home-empty', 'phone', 'light', 'en'],
  ['home-many', 'desk', 'dark', 'en'],
  ['preview', 'tablet', 'light', 'en'],
  ['outgoing', 'desk', 'light', 'en'],
  ['waiting-place', 'phone', 'light', 'en'],
  ['incoming', 'desk', 'light', 'en'],
  ['incoming', 'phone', 'light', 'zh'],
  ['call', 'desk', 'light', 'en'],
  ['call', 'phone', 'light', 'en'],
  ['call-lost', 'tablet', 'light', 'en'],
  ['ended-no-answer', 'desk', 'dark', 'en'],
  ['ended-hung-up', 'phone', 'light', 'en'],
  ['door-open', 'phone', 'light', 'en'],
  ['door-form', 'desk', 'light', 'en'],
  ['line', 'phone', 'light', 'en'],
  ['after-rated', 'phone', 'light', 'en'],
];

function* every(states) {
  for (const state of states) {
    for (const scheme of ['light', 'dark']) {
      for (const size of Object.keys(SIZES)) yield [state, size, scheme, 'en'];
    }
    for (const size of ['desk', 'phone']) yield [state, size, 'light', 'zh'];
  }
}

/** A development server of the gallery alone, on a free port of the loopback. */
async function serveGallery() {
  const server = await createServer({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, strictPort: false, hmr: false, proxy: {} },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}/gallery.html`, close: () => server.close() };
}

async function draw(page, url, [state, size, scheme, lang], file) {
  await page.setViewportSize(SIZES[size]);
  await page.goto(`${url}?state=${state}&scheme=${scheme}&lang=${lang}`);
  await page.locator('#root main').first().waitFor();
  await page.evaluate(async () => {
    const videos = [...document.querySelectorAll('video')].filter((video) => video.srcObject?.getVideoTracks().length);
    await Promise.all(
      videos.map(
        (video) =>
          video.readyState > 1 || new Promise((done) => video.addEventListener('loadeddata', done, { once: true })),
      ),
    );
    document.activeElement?.blur();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  await page.screenshot({ path: file, fullPage: true });
}

const [flag, dir, ...only] = process.argv.slice(2);
const isAll = flag === '--all';
const target = resolve(root, isAll ? dir : 'docs/pictures');
await mkdir(target, { recursive: true });
const gallery = await serveGallery();
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--disable-gpu', '--no-sandbox', '--hide-scrollbars', '--autoplay-policy=no-user-gesture-required'],
});
const page = await browser.newPage({ reducedMotion: 'reduce' });
page.setDefaultTimeout(60_000);
page.on('pageerror', (error) => console.error(`page: ${error.message}`));
try {
  let states = only;
  if (isAll && only.length === 0) {
    await page.goto(gallery.url);
    states = await page.locator('main p a:first-child').allTextContents();
  }
  let count = 0;
  for (const wish of isAll ? every(states) : BEST) {
    const [state, size, scheme, lang] = wish;
    const name = [state, size, scheme === 'dark' && scheme, lang !== 'en' && lang].filter(Boolean).join('-');
    await draw(page, gallery.url, wish, join(target, `${name}.png`));
    count += 1;
  }
  console.log(`${count} pictures in ${target}`);
} finally {
  await browser.close();
  await gallery.close();
}
