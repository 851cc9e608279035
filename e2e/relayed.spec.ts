import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expectRelayed, watchCandidates } from './candidates.js';
import { findTurnServer } from './findTurnServer.js';
import { test as base, expect } from './fixtures.js';
import { Browsers, People } from './People.js';
import { startServer } from './server.js';
import { startTurnServer, type TurnServer } from './turnServer.js';

const program = findTurnServer();

/** One coturn, and one pair of browsers that believe its certificate, for all stories. */
const test = base.extend<object, { turn: TurnServer }>({
  turn: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern that nothing is needed.
    async ({}, use) => {
      const turn = await startTurnServer(program ?? '');
      await use(turn);
      await turn.stop();
      await turn.stop();
    },
    { scope: 'worker' },
  ],
  browsers: [
    async ({ playwright, turn }, use) => {
      const browsers = new Browsers(playwright.chromium, [believing(turn.certificate)]);
      await use(browsers);
      await browsers.close();
    },
    { scope: 'worker' },
  ],
});

test.skip(program === null, 'coturn is not there');

for (const protocol of ['udp', 'tcp', 'tls'] as const) {
  test(`[P16] with ICE_POLICY=relay two people talk through coturn over ${protocol}, and neither learns an address`, async ({
    turn,
    browsers,
  }) => {
    const settings = { TURN_URLS: turn.urls[protocol], TURN_SECRET: turn.secret, ICE_POLICY: 'relay' };
    const server = await startServer(settings);
    const people = new People(server.url, browsers);
    try {
      const [ann, bob] = [await people.open('Ann'), await people.open('Bob')];
      const watched = [await watchCandidates(ann.page), await watchCandidates(bob.page)];
      await Promise.all([ann.join(), bob.join()]);
      await ann.call(bob);
      await bob.accept(ann);
      await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
      for (const { page } of [ann, bob]) await expectRelayed(page, protocol);
      for (const { sent } of watched) expect([...sent]).toEqual(['relay']);
      await ann.hangUp();
      await bob.expectEnded('Ann hung up');
    } finally {
      await people.goHome();
      await server.stop();
    }
  });
}

/** The flag by which Chromium takes this certificate for a good one, wherever it shows up. */
function believing(certificate: string): string {
  const key = new X509Certificate(readFileSync(certificate)).publicKey.export({ type: 'spki', format: 'der' });
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`;
}
