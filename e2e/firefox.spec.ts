import { TurnProxy } from '../scripts/faults/TurnProxy.js';
import { findFirefox } from './findFirefox.js';
import { findTurnServer } from './findTurnServer.js';
import { expect, test } from './fixtures.js';
import { People } from './People.js';
import type { Person } from './Person.js';
import { CYAN, chooseColor, expectNoScreenOf, expectScreenOf, joinWithTab, MAGENTA, share } from './screens.js';
import { startServer } from './server.js';
import { listen, SILENT, traffic } from './traffic.js';
import { startTurnServer } from './turnServer.js';
import { callIdOf, watchWords, wordsSaid } from './watching.js';

const program = findTurnServer();
const firefox = findFirefox();
if (firefox !== null) process.env['FRONTDESK_FIREFOX'] = firefox;

test.skip(firefox === null, 'Firefox is not there');
// The first story waits for Firefox to start.
test.setTimeout(120_000);

const SOON = { timeout: 20_000 };

// Nobody here is staff.
test.use({ settings: { PRECONNECT: 'on' } });

/** Fay has Firefox, Chris has Chromium, with a tab to share. They are linked, with nothing in it, before the answer. */
async function ring(people: People, caller: 'Fay' | 'Chris', { isVoice = false } = {}) {
  const [fay, { person: chris }] = await Promise.all([
    people.join('Fay', { kind: 'firefox', viewport: { width: 800, height: 600 } }),
    joinWithTab(people, 'Chris', MAGENTA),
  ]);
  const [ann, bob] = caller === 'Fay' ? [fay, chris] : [chris, fay];
  await Promise.all([ann, bob].map(listen));
  await (isVoice ? ann.callByVoice(bob) : ann.call(bob));
  await bob.expectRinging(ann);
  for (const { page } of [ann, bob]) await expect.poll(() => traffic(page), SOON).toMatchObject(SILENT);
  return { fay, chris, ann, bob };
}

async function expectTalk(one: Person, other: Person): Promise<void> {
  await Promise.all([one.expectVideoCallWith(other), other.expectVideoCallWith(one)]);
}

for (const caller of ['Chris', 'Fay'] as const) {
  const story = caller === 'Fay' ? 'Firefox calls Chromium' : 'Chromium calls Firefox';

  test(`${story}: by voice; both start the video, mute, and show their screens; the caller hangs up`, async ({
    people,
  }) => {
    const { fay, chris, ann, bob } = await ring(people, caller, { isVoice: true });
    const { fingerprints } = await traffic(bob.page);
    await bob.accept(ann);
    await Promise.all([ann.expectVoiceCallWith(bob), bob.expectVoiceCallWith(ann)]);
    for (const { page } of [ann, bob]) expect(await traffic(page)).toMatchObject({ links: ['connected'] });
    expect((await traffic(bob.page)).fingerprints).toEqual(fingerprints);
    await Promise.all([ann.startVideo(), bob.startVideo()]);
    await expectTalk(ann, bob);
    for (const { one, other } of [
      { one: ann, other: bob },
      { one: bob, other: ann },
    ]) {
      await one.mute();
      await other.expectText(`${one.name} is muted`);
      await one.control('Unmute').click();
      await one.stopVideo();
      await other.expectText(`${one.name}’s video is off`);
      await one.startVideo();
      await other.expectVideo(one);
    }
    await expectTalk(ann, bob);
    await share(chris);
    await expectScreenOf(fay, chris, MAGENTA);
    await chooseColor(fay, CYAN);
    await share(fay);
    await expectScreenOf(chris, fay, CYAN);
    for (const { one, other } of [
      { one: chris, other: fay },
      { one: fay, other: chris },
    ]) {
      await one.control('Stop sharing').click();
      await expectNoScreenOf(other, one);
    }
    await ann.hangUp();
    await ann.expectEnded('You hung up');
    await bob.expectEnded(`${ann.name} hung up`);
  });

  test(`[C19][C20][P9] ${story}: each reloads, the server goes and comes; the callee hangs up`, async ({
    people,
    server,
  }) => {
    const { ann, bob } = await ring(people, caller);
    await bob.accept(ann);
    await expectTalk(ann, bob);
    const callId = await callIdOf(ann.page);
    for (const { page } of [ann, bob]) {
      await page.reload();
      await expectTalk(ann, bob);
    }
    await server.kill();
    for (const each of [ann, bob]) await each.expectText('Reconnecting to the service. Your call goes on.');
    await server.start();
    for (const { page } of [ann, bob]) {
      await expect(page.getByText('Your call goes on.')).toBeHidden({ timeout: 20_000 });
      expect(await callIdOf(page)).toBe(callId);
    }
    await expectTalk(ann, bob);
    await bob.hangUp();
    await bob.expectEnded('You hung up');
    await ann.expectEnded(`${bob.name} hung up`);
  });

  // The restart is the caller's to make.
  const tag = caller === 'Fay' ? [] : '@long';
  test(`[P12] ${story}: the path of the media is cut and comes back`, { tag }, async ({ browsers }) => {
    test.skip(program === null, 'coturn is not there');
    const turn = await startTurnServer(program ?? '');
    const proxy = await TurnProxy.open(turn);
    const [udp = ''] = proxy.urls;
    const server = await startServer({
      ICE_POLICY: 'relay',
      PRECONNECT: 'on',
      TURN_URLS: udp,
      TURN_SECRET: turn.secret,
    });
    const people = new People(server.url, browsers);
    try {
      const { ann, bob } = await ring(people, caller);
      await bob.accept(ann);
      await expectTalk(ann, bob);
      for (const { page } of [ann, bob]) await watchWords(page);
      proxy.path = 'cut';
      for (const { page } of [ann, bob]) await expect.poll(() => wordsSaid(page), SOON).toContain('Reconnecting…');
      proxy.path = 'open';
      for (const { page } of [ann, bob]) await expect(page.getByText('Reconnecting…')).toBeHidden(SOON);
      await expectTalk(ann, bob);
      await ann.hangUp();
      await bob.expectEnded(`${ann.name} hung up`);
    } finally {
      await people.goHome();
      await server.stop();
      proxy.close();
      await turn.stop();
    }
  });
}
