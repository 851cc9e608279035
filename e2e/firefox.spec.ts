import { findFirefox } from './findFirefox.js';
import { expect, test } from './fixtures.js';
import type { People } from './People.js';
import type { Person } from './Person.js';
import { CYAN, chooseColor, expectNoScreenOf, expectScreenOf, joinWithTab, MAGENTA, share } from './screens.js';
import { callIdOf } from './watching.js';

const firefox = findFirefox();
if (firefox !== null) process.env['FRONTDESK_FIREFOX'] = firefox;

test.skip(firefox === null, 'Firefox is not there');
// The first story waits for Firefox to start.
test.setTimeout(120_000);

/** Fay has Firefox, Chris has Chromium, with a tab to share. */
async function meet(people: People, caller: 'Fay' | 'Chris') {
  const [fay, { person: chris }] = await Promise.all([
    people.join('Fay', { kind: 'firefox', viewport: { width: 800, height: 600 } }),
    joinWithTab(people, 'Chris', MAGENTA),
  ]);
  const [ann, bob] = caller === 'Fay' ? [fay, chris] : [chris, fay];
  await ann.call(bob);
  await bob.expectRinging(ann);
  await bob.accept(ann);
  await expectTalk(ann, bob);
  return { fay, chris, ann, bob };
}

async function expectTalk(one: Person, other: Person): Promise<void> {
  await Promise.all([one.expectVideoCallWith(other), other.expectVideoCallWith(one)]);
}

for (const caller of ['Chris', 'Fay'] as const) {
  const story = caller === 'Fay' ? 'Firefox calls Chromium' : 'Chromium calls Firefox';

  test(`${story}: both see, hear, mute and show their screens; the caller hangs up`, async ({ people }) => {
    const { fay, chris, ann, bob } = await meet(people, caller);
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
    const { ann, bob } = await meet(people, caller);
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
}
