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

/** The pages that show every state of an app, by its name; those of the console are named `console:STATE`. */
const GALLERIES = { call: '/gallery.html', console: '/console/gallery.html' };

const SIZES = {
  wide: { width: 1920, height: 1080 },
  pad: { width: 1024, height: 768 },
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
  ['console:sign-in', 'desk', 'light', 'en'],
  ['console:desk', 'desk', 'light', 'en'],
  ['console:desk', 'wide', 'dark', 'en'],
  ['console:desk-new', 'pad', 'light', 'en'],
  ['console:incoming', 'desk', 'light', 'en'],
  ['console:call', 'desk', 'light', 'en'],
  ['console:call', 'pad', 'light', 'zh'],
  ['console:wrap-up', 'desk', 'light', 'en'],
  ['console:record', 'desk', 'light', 'en'],
  ['console:calls', 'desk', 'light', 'zh'],
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
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** The gallery that has a state, and what the state is called there. */
function placeOf(wish) {
  const [app, state] = wish.includes(':') ? wish.split(':') : ['call', wish];
  return [GALLERIES[app], state];
}

async function draw(page, url, [wish, size, scheme, lang], file) {
  const [gallery, state] = placeOf(wish);
  await page.setViewportSize(SIZES[size]);
  await page.goto(`${url}${gallery}?state=${state}&scheme=${scheme}&lang=${lang}`);
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
    // Colors come down from parent to child, one step a frame, for those who want no motion.
    for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
  });
  // The console's ways and status stay in the window: what scrolls would be drawn over them.
  await page.screenshot({ path: file, fullPage: !wish.startsWith('console:') });
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
  const states = [...only];
  if (isAll && only.length === 0) {
    for (const [app, path] of Object.entries(GALLERIES)) {
      await page.goto(gallery.url + path);
      const names = await page.locator('main p a:first-child').allTextContents();
      states.push(...names.map((name) => (app === 'call' ? name : `${app}:${name}`)));
    }
  }
  let count = 0;
  for (const wish of isAll ? every(states) : BEST) {
    const [state, size, scheme, lang] = wish;
    const name = [state.replace(':', '-'), size, scheme === 'dark' && scheme, lang !== 'en' && lang]
      .filter(Boolean)
      .join('-');
    await draw(page, gallery.url, wish, join(target, `${name}.png`));
    count += 1;
  }
  console.log(`${count} pictures in ${target}`);
} finally {
  await browser.close();
  await gallery.close();
}
