import { chromium } from '@playwright/test';
import { TurnProxy } from '../scripts/faults/TurnProxy.js';
import { findTurnServer } from './findTurnServer.js';
import { expect, test } from './fixtures.js';
import { Browsers, People } from './People.js';
import { startServer } from './server.js';
import { startTurnServer } from './turnServer.js';
import { callIdOf, callSeconds, expectFrames, watchWords, wordsSaid } from './watching.js';

const program = findTurnServer();
const SOON = { timeout: 30_000 };

test.skip(program === null, 'coturn is not there');
test.setTimeout(120_000);

test('[P12] the path of the media is cut and comes back: both are told, and are in the same call', async () => {
  const turn = await startTurnServer(program ?? '');
  const proxy = await TurnProxy.open(turn);
  const server = await startServer({
    ICE_POLICY: 'relay',
    TURN_URLS: proxy.urls.join(),
    TURN_SECRET: turn.secret,
  });
  const browsers = new Browsers(chromium);
  const people = new People(server.url, browsers);
  try {
    const [ann, bob] = [await people.join('Ann'), await people.join('Bob')];
    await ann.call(bob);
    await bob.accept(ann);
    await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
    const [callId, seconds] = [await callIdOf(ann.page), await callSeconds(ann.page)];
    for (const { page } of [ann, bob]) await watchWords(page);
    proxy.path = 'cut';
    for (const { page } of [ann, bob]) await expect.poll(() => wordsSaid(page), SOON).toContain('Reconnecting…');
    proxy.path = 'open';
    for (const [me, other] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      await expectFrames(me.page, other, 20);
      await expect(me.page.getByText('Reconnecting…')).toBeHidden(SOON);
      expect(await callIdOf(me.page)).toBe(callId);
    }
    expect(await callSeconds(ann.page)).toBeGreaterThan(seconds);
    await bob.hangUp();
    await ann.expectEnded('Bob hung up');
    await people.goHome();
  } finally {
    await browsers.close();
    await server.stop();
    proxy.close();
    await turn.stop();
  }
});
