import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expectDirect, expectRelayed, kindsLearned, watchCandidates } from './candidates.js';
import { findTurnServer } from './findTurnServer.js';
import { test as base, expect } from './fixtures.js';
import { Browsers, People } from './People.js';
import type { Person } from './Person.js';
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

/** Ann calls Bob, on a server with these settings; their candidates are watched from before they join. */
async function callThrough(
  { turn, browsers }: { turn: TurnServer; browsers: Browsers },
  { protocol, ...settings }: { protocol: keyof TurnServer['urls']; ICE_POLICY: string; PRECONNECT: string },
  story: (ann: Person, bob: Person, sent: readonly ReadonlySet<string>[]) => Promise<void>,
): Promise<void> {
  const server = await startServer({ TURN_URLS: turn.urls[protocol], TURN_SECRET: turn.secret, ...settings });
  const people = new People(server.url, browsers);
  try {
    const [ann, bob] = [await people.open('Ann'), await people.open('Bob')];
    const watched = [await watchCandidates(ann.page), await watchCandidates(bob.page)];
    await Promise.all([ann.join(), bob.join()]);
    await ann.call(bob);
    // While it rings already.
    for (const { page } of [ann, bob]) await expectRelayed(page, protocol);
    for (const { page } of [ann, bob]) expect(await kindsLearned(page)).toEqual(['relay']);
    for (const { sent } of watched) expect([...sent]).toEqual(['relay']);
    await bob.accept(ann);
    await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
    await story(
      ann,
      bob,
      watched.map(({ sent }) => sent),
    );
    await ann.hangUp();
    await bob.expectEnded('Ann hung up');
  } finally {
    await people.goHome();
    await server.stop();
  }
}

for (const protocol of ['udp', 'tcp', 'tls'] as const) {
  test(`[P16] [C22] with ICE_POLICY=relay two people talk through coturn over ${protocol}, and neither learns an address`, {
    tag: protocol === 'tcp' ? '@long' : [],
  }, async ({ turn, browsers }) => {
    const settings = { protocol, ICE_POLICY: 'relay', PRECONNECT: 'on' };
    await callThrough({ turn, browsers }, settings, async (ann, bob, sent) => {
      for (const { page } of [ann, bob]) await expectRelayed(page, protocol);
      for (const kinds of sent) expect([...kinds]).toEqual(['relay']);
    });
  });
}

test('[C22] with PRECONNECT=relay neither learns an address while it rings; answered, they find the direct path', async ({
  turn,
  browsers,
}) => {
  const settings = { protocol: 'udp', ICE_POLICY: 'all', PRECONNECT: 'relay' } as const;
  await callThrough({ turn, browsers }, settings, async (ann, bob) => {
    for (const { page } of [ann, bob]) await expectDirect(page);
  });
});

test('[P16] the check before a call goes through the relay over UDP, TCP and TLS', async ({ turn, browsers }) => {
  const server = await startServer({ TURN_URLS: Object.values(turn.urls).join(), TURN_SECRET: turn.secret });
  const people = new People(server.url, browsers);
  try {
    const ann = await people.join('Ann');
    await ann.page.getByRole('link', { name: 'Check my set-up' }).click();
    for (const way of ['UDP', 'TCP', 'TLS']) await ann.expectStep(`Through the relay, over ${way}`, 'Works');
    await ann.expectText('Your connection is ready for calls.');
  } finally {
    await people.goHome();
    await server.stop();
  }
});

/** The flag by which Chromium takes this certificate for a good one, wherever it shows up. */
function believing(certificate: string): string {
  const key = new X509Certificate(readFileSync(certificate)).publicKey.export({ type: 'spki', format: 'der' });
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`;
}
