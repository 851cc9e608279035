import { type Browser, chromium, type Page } from '@playwright/test';
import { browserFlags, findBrowser } from '../e2e/browser.js';
import { Person } from '../e2e/Person.js';
import { FarNetwork, type Host, type Line } from '../scripts/network/FarNetwork.js';
import type { Figure } from './Figure.js';
import { median } from './median.js';
import { startFrontdesk, startRelay } from './programs.js';

const ROUNDS = 10;

/** Nobody accepts at the first sound; until then pages have loaded what they load while it rings. In ms. */
const RINGING_MS = 1_000;

interface Circumstances {
  readonly name: string;
  /** The callee's camera is open before the call: the own preview with us, the same stream at the reference. */
  readonly isWarm?: boolean;
  /** The caller and the server on one host, the callee on another, and this between them. */
  readonly line?: Line;
  readonly bound: number;
  readonly goal: number;
}

/**
 * From the callee's click on accept until both see the other, in ms, beside bare simple-peer over a bare relay, in the same
 * circumstances.
 */
export async function acceptToFrame({ name, isWarm = false, line, bound, goal }: Circumstances): Promise<Figure> {
  const network = line && (await FarNetwork.open(line));
  const node = network?.wrapper('here', process.execPath);
  const [ours, relay] = [await startFrontdesk({ PRECONNECT: 'on' }, undefined, node), await startRelay(node)];
  for (const { url } of [ours, relay]) await network?.publish('here', Number(new URL(url).port));
  const launch = (host: Host) =>
    chromium.launch({ executablePath: network?.wrapper(host, findBrowser()) ?? findBrowser(), args: browserFlags() });
  const browsers: [Browser, Browser] = [await launch('here'), await launch('there')];
  const people = await join(ours.url, browsers);
  if (isWarm) await people[1].page.getByRole('switch', { name: 'Keep my camera ready' }).check();
  const [ourRounds, relayRounds]: [number[], number[]] = [[], []];
  // The first of each warms the browsers up.
  for (let each = 0; each <= ROUNDS; each += 1) {
    const [our, bare] = [await ourCall(people), await bareCall(relay.url, browsers, isWarm)];
    if (each === 0) continue;
    ourRounds.push(our);
    relayRounds.push(bare);
  }
  await Promise.all(browsers.map((browser) => browser.close()));
  await Promise.all([ours.stop(), relay.stop()]);
  network?.close();
  return { name, unit: 'ms', ours: median(ourRounds), reference: median(relayRounds), bound, goal };
}

async function join(url: string, browsers: [Browser, Browser]): Promise<[Person, Person]> {
  const [ann, bob] = [
    new Person('Ann', await browsers[0].newPage()),
    new Person('Bob', await browsers[1].newPage()),
  ] as const;
  for (const person of [ann, bob]) {
    // tsx gives functions their names by this helper, which a function that runs in the page does not find there.
    await person.page.addInitScript('globalThis.__name = (it) => it');
    await person.page.goto(url);
    await person.join();
  }
  return [ann, bob];
}

/** One call of the real app; the slower side's time in ms. */
async function ourCall([ann, bob]: [Person, Person]): Promise<number> {
  await ann.call(bob);
  await bob.expectRinging(ann);
  await pass(RINGING_MS);
  const frames = [ann.page.evaluate(firstFrameOf, bob.name), bob.page.evaluate(firstFrameOf, ann.name)];
  const accept = bob.incoming(ann).getByRole('button', { name: 'Accept', exact: true });
  const clickedAt = await accept.evaluate((button: HTMLElement) => {
    const at = Date.now();
    button.click();
    return at;
  });
  const slower = Math.max(...(await Promise.all(frames))) - clickedAt;
  await ann.hangUp();
  for (const person of [ann, bob]) {
    await person.button('Back').click();
    await person.expectHome();
  }
  return slower;
}

/** One call of the bare page; the slower side's time in ms. */
async function bareCall(url: string, browsers: [Browser, Browser], isWarm: boolean): Promise<number> {
  const open = async (browser: Browser, name: string, other: string): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(`${url}/?name=${name}&other=${other}`);
    await page.evaluate('window.ready');
    return page;
  };
  const [ann, bob] = [await open(browsers[0], 'ann', 'bob'), await open(browsers[1], 'bob', 'ann')];
  if (isWarm) await bob.evaluate('window.warmUp()');
  await ann.evaluate('window.ring()');
  await bob.evaluate('window.rings.then(() => undefined)');
  await pass(RINGING_MS);
  const frames = [ann.evaluate<number>('window.firstFrame()'), bob.evaluate<number>('window.firstFrame()')];
  const clickedAt = await bob.evaluate<number>('window.accept()');
  const slower = Math.max(...(await Promise.all(frames))) - clickedAt;
  await Promise.all([ann.close(), bob.close()]);
  return slower;
}

/** Runs in the page: when the `<video>` with this label shows its first frame, as `Date.now()`. */
function firstFrameOf(label: string): Promise<number> {
  return new Promise((resolve) => {
    const watched = new Set<HTMLVideoElement>();
    const look = () => {
      for (const video of document.querySelectorAll('video')) {
        if (video.getAttribute('aria-label') !== label || watched.has(video)) continue;
        watched.add(video);
        video.requestVideoFrameCallback(() => {
          changes.disconnect();
          resolve(Date.now());
        });
      }
    };
    const changes = new MutationObserver(look);
    changes.observe(document, { childList: true, subtree: true, attributes: true });
    look();
  });
}

function pass(ms: number): Promise<void> {
  return new Promise((next) => setTimeout(next, ms));
}
