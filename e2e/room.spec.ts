import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { expectMedia } from './media.js';
import type { People } from './People.js';
import type { Person } from './Person.js';
import { Staff } from './Staff.js';
import type { RunningServer } from './server.js';
import { countLinks, links } from './watching.js';

const SOON = { timeout: 20_000 };

/** Cat calls Ben of the staff, who talks to her; Dan, his colleague, is there. */
async function talk(people: People, server: RunningServer) {
  const ben = await Staff.arrive(people, server, 'Ben');
  const dan = await Staff.arrive(people, server, 'Dan');
  const cat = await people.open('Cat');
  await countLinks(cat.page);
  await cat.join();
  await cat.call(ben);
  await ben.accept(cat);
  await Promise.all([cat.expectVideoCallWith(ben), ben.expectVideoCallWith(cat)]);
  return { cat, ben, dan };
}

/** Each sees each move, and hears somebody. */
async function expectAllSeen(all: readonly Person[]): Promise<void> {
  const pairs = all.flatMap((one) => all.filter((two) => two !== one).map((two) => ({ one, two })));
  await Promise.all(pairs.map(({ one, two }) => expectMedia(one.page, { video: two.name, sound: true })));
}

test('[C29][C33] a colleague comes into the room: all three see and hear each other; the one leaves, the two go on', async ({
  people,
  server,
}) => {
  const { cat, ben, dan } = await talk(people, server);
  await ben.bring(dan, 'join');
  await dan.accept(ben);
  await expectAllSeen([cat, ben, dan]);
  await cat.expectText('Ben and Dan');
  await dan.page.reload();
  await expectAllSeen([cat, ben, dan]);
  await dan.hangUp();
  await cat.expectText('Dan has left the call');
  await expect(cat.page.getByLabel('Dan', { exact: true })).toBeHidden(SOON);
  await expectAllSeen([cat, ben]);
  await ben.expectSide('ended 0');
});

test('[C30][C31] an agent asks a colleague apart, while the customer is on hold, and hands the call over', async ({
  people,
  server,
}) => {
  const { cat, ben, dan } = await talk(people, server);
  await ben.bring(dan, 'aside');
  await dan.accept(ben);
  await ben.expectSide('started aside');
  await cat.expectText('Ben will be right back.');
  await Promise.all([
    expectMedia(ben.page, { video: 'Dan', sound: true }),
    expectMedia(dan.page, { video: 'Ben', sound: true }),
  ]);
  await expect(cat.page.getByLabel('Dan', { exact: true })).toBeHidden();
  await ben.letIn();
  await expectAllSeen([cat, ben, dan]);
  const before = await links(cat.page);
  await ben.handOver();
  await ben.expectEnded('Transferred to Dan');
  await cat.expectText('You are now talking to Dan');
  await Promise.all([cat.expectVideoCallWith(dan), dan.expectVideoCallWith(cat)]);
  expect(await links(cat.page), 'the link that was there already is kept').toBe(before);
  await cat.page.reload();
  await Promise.all([cat.expectVideoCallWith(dan), dan.expectVideoCallWith(cat)]);
  await cat.hangUp();
  await dan.expectEnded('Cat hung up');
});

test('[C31] a call goes over without asking; the customer sees the next one at once', async ({ people, server }) => {
  const { cat, ben, dan } = await talk(people, server);
  await ben.bring(dan, 'transfer');
  await dan.expectRinging(ben);
  await cat.expectVideo(ben);
  await dan.accept(ben);
  await Promise.all([cat.expectVideoCallWith(dan), dan.expectVideoCallWith(cat)]);
  await ben.expectEnded('Transferred to Dan');
});

test('[C29][C32][C33] agent and customer load their pages anew in the room; the agent leaves, and the two go on', async ({
  people,
  server,
}) => {
  const { cat, ben, dan } = await talk(people, server);
  await ben.bring(dan, 'join');
  await dan.accept(ben);
  await expectAllSeen([cat, ben, dan]);
  await ben.page.reload();
  await expectAllSeen([cat, ben, dan]);
  await ben.expectSide('started join');
  await cat.page.reload();
  await expectAllSeen([cat, ben, dan]);
  await ben.hangUp();
  await ben.expectEnded('You hung up');
  await Promise.all([cat.expectVideoCallWith(dan), dan.expectVideoCallWith(cat)]);
});

test('[C33] the customer leaves the room: agent and colleague go on', { tag: '@long' }, async ({ people, server }) => {
  const { cat, ben, dan } = await talk(people, server);
  await ben.bring(dan, 'join');
  await dan.accept(ben);
  await expectAllSeen([cat, ben, dan]);
  await cat.hangUp();
  await Promise.all([ben.expectVideoCallWith(dan), dan.expectVideoCallWith(ben)]);
  await ben.expectSide('none');
  await ben.hangUp();
  await dan.expectEnded('Ben hung up');
});

test('[C35] the server is killed while three talk: nobody sees it, and the call can be handed over after', {
  tag: '@long',
}, async ({ people, server }) => {
  const { cat, ben, dan } = await talk(people, server);
  await ben.bring(dan, 'join');
  await dan.accept(ben);
  await expectAllSeen([cat, ben, dan]);
  await server.kill();
  await cat.expectText('Reconnecting to the service. Your call goes on.');
  await server.start();
  for (const person of [cat, ben, dan]) await person.expectText('Connected again');
  await expectAllSeen([cat, ben, dan]);
  await ben.handOver();
  await ben.expectEnded('Transferred to Dan');
  await Promise.all([cat.expectVideoCallWith(dan), dan.expectVideoCallWith(cat)]);
});

test('[hold] who holds is not heard, and hears nobody; who is on hold hears music; each goes on as they were, also after a reload', async ({
  people,
  server,
}) => {
  const ben = await Staff.arrive(people, server, 'Ben');
  const cat = await people.open('Cat');
  await countMusic(cat.page);
  await cat.join();
  await cat.call(ben);
  await ben.accept(cat);
  await Promise.all([cat.expectVideoCallWith(ben), ben.expectVideoCallWith(cat)]);
  await cat.mute();
  await ben.hold(true);
  await cat.expectText('Until then nobody sees or hears you.');
  await ben.expectText('You have put the call on hold');
  await expect.poll(() => music(cat.page), SOON).toEqual({ begun: 1, ended: 0 });
  await expectNothingComes(cat.page);
  await expectNothingComes(ben.page);
  await ben.page.reload();
  await cat.page.reload();
  await cat.expectText('Until then nobody sees or hears you.');
  await ben.expectText('You have put the call on hold');
  await expect.poll(() => music(cat.page), SOON).toEqual({ begun: 1, ended: 0 });
  await ben.hold(false);
  await expect.poll(() => music(cat.page), SOON).toEqual({ begun: 1, ended: 1 });
  await cat.expectVideoCallWith(ben);
  await ben.expectVideo(cat);
  await cat.control('Unmute').click();
  await ben.expectVideoCallWith(cat);
});

type MusicWindow = Window & { music: { begun: number; ended: number } };

/** Counts the loops of music that this page begins and ends; the page is loaded anew for it. */
async function countMusic(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = { begun: 0, ended: 0 };
    Object.assign(window, { music: counted });
    const { start, stop } = AudioBufferSourceNode.prototype;
    const isMusic = ({ loop, buffer }: AudioBufferSourceNode): boolean =>
      loop &&
      (buffer?.duration ?? 0) > 15 &&
      (buffer?.getChannelData(0).some((sample) => Math.abs(sample) > 0.05) ?? false);
    AudioBufferSourceNode.prototype.start = function (...when) {
      if (isMusic(this)) counted.begun += 1;
      start.apply(this, when);
    };
    AudioBufferSourceNode.prototype.stop = function (...when) {
      if (isMusic(this)) counted.ended += 1;
      stop.apply(this, when);
    };
  });
  await page.reload();
}

function music(page: Page): Promise<{ begun: number; ended: number }> {
  return page.evaluate(() => (window as unknown as MusicWindow).music);
}

/** No element plays anything but silence, and no picture of the other is shown. */
async function expectNothingComes(page: Page): Promise<void> {
  const seen = await page.evaluate(async () => {
    const audio = new AudioContext();
    const videos = [...document.querySelectorAll('video')].filter(({ muted }) => !muted);
    const meters = videos.flatMap(({ srcObject }) => {
      if (!(srcObject instanceof MediaStream) || srcObject.getAudioTracks().length === 0) return [];
      const meter = audio.createAnalyser();
      audio.createMediaStreamSource(srcObject).connect(meter);
      return [meter];
    });
    await audio.resume();
    let loudest = 0;
    // A second of sound: what has no end is only seen to have none for a while.
    while (audio.currentTime < 1) {
      await new Promise((next) => requestAnimationFrame(next));
      for (const meter of meters) {
        const samples = new Float32Array(meter.fftSize);
        meter.getFloatTimeDomainData(samples);
        loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), loudest);
      }
    }
    await audio.close();
    return { loudest, shown: videos.filter(({ dataset }) => dataset['shown'] === 'true').length };
  });
  expect(seen).toEqual({ loudest: 0, shown: 0 });
}
