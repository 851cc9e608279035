import { type Browser, chromium } from '@playwright/test';
import { browserFlags, findBrowser } from '../../e2e/browser.js';
import { findTurnServer } from '../../e2e/findTurnServer.js';
import { Person } from '../../e2e/Person.js';
import { startServer } from '../../e2e/server.js';
import { freePorts, startTurnServer } from '../../e2e/turnServer.js';
import { ADDRESS, FarNetwork } from '../network/FarNetwork.js';
import { nextFrame, pass, SETTLED_MS } from './watching.js';

/** What was under way when the address went still plays, in ms. */
const BUFFERED_MS = 500;

/**
 * The host of one of them gets another address in the call, as by a walk from one network into the next: both its line to the server
 * and its media are cut off. The slower side's next picture, in ms.
 *
 * Whoever does not move, the server and coturn are on this machine; who does is on a host of its own (Linux, root).
 */
export async function movedAddress(who: 'caller' | 'callee'): Promise<number> {
  const network = await FarNetwork.open({}, { isHereThisMachine: true });
  const turn = await startTurnServer(findTurnServer() ?? '', { addresses: [ADDRESS.here] });
  const [port = 0] = await freePorts(ADDRESS.here);
  const url = `http://${ADDRESS.here}:${port}`;
  const server = await startServer({
    HOST: ADDRESS.here,
    PORT: String(port),
    PUBLIC_URL: url,
    AUTH_SECRET: 'a secret for faults, 32 characters or more',
    DIRECTORY: 'everyone',
    ICE_POLICY: 'relay',
    TURN_URLS: `${turn.urls.udp},${turn.urls.tcp}`,
    TURN_SECRET: turn.secret,
  });
  const args = [...browserFlags(), `--unsafely-treat-insecure-origin-as-secure=${url}`];
  const browsers = await Promise.all(
    [findBrowser(), network.wrapper('there', findBrowser())].map((executablePath) =>
      chromium.launch({ executablePath, args }),
    ),
  );
  try {
    const [ann, bob] = [await join(browsers[0], url, 'Ann'), await join(browsers[1], url, 'Bob')];
    const [caller, callee] = who === 'callee' ? [ann, bob] : [bob, ann];
    await caller.call(callee);
    await callee.accept(caller);
    await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
    await pass(SETTLED_MS);
    const at = Date.now();
    network.moveThere();
    await pass(BUFFERED_MS);
    const frames = await Promise.all([nextFrame(ann.page, bob.name), nextFrame(bob.page, ann.name)]);
    return Math.max(...frames) - at;
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    await Promise.all([server.stop(), turn.stop()]);
    network.close();
  }
}

async function join(browser: Browser | undefined, url: string, name: string): Promise<Person> {
  if (!browser) throw new Error('There are two browsers.');
  const page = await browser.newPage();
  await page.addInitScript('globalThis.__name = (it) => it');
  await page.goto(url);
  const person = new Person(name, page);
  await person.join();
  return person;
}
