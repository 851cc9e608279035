import { expect, type Page } from '@playwright/test';
import { test } from './fixtures.js';
import type { Person } from './Person.js';
import { letItRing, listen, SILENT, traffic } from './traffic.js';

test.use({ settings: { PRECONNECT: 'on' } });

const SOON = { timeout: 20_000 };

/** Sends camera and microphone along every link that the page has, whatever the page itself would do. */
async function sendEarly({ page }: Person): Promise<void> {
  await page.evaluate(async () => {
    const { seenMedia } = globalThis as unknown as { seenMedia: { connections: RTCPeerConnection[] } };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    const senders = seenMedia.connections.flatMap((connection) => connection.getTransceivers());
    await Promise.all(
      senders.map(({ sender, receiver }) =>
        sender.replaceTrack(stream.getTracks().find(({ kind }) => kind === receiver.track.kind) ?? null),
      ),
    );
  });
}

/** What of the other side the page lets one see or hear: how many elements play a track of a link. */
function played(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { seenMedia } = globalThis as unknown as { seenMedia: { connections: RTCPeerConnection[] } };
    const receivers = seenMedia.connections.flatMap((connection) => connection.getReceivers());
    const coming = new Set(receivers.map(({ track }) => track.id));
    const elements = [...document.querySelectorAll<HTMLMediaElement>('video, audio')];
    const streams = elements.flatMap(({ srcObject }) => (srcObject instanceof MediaStream ? [srcObject] : []));
    return streams.filter((stream) => stream.getTracks().some(({ id }) => coming.has(id))).length;
  });
}

test('[C23] while it rings the pages are connected, and nothing is opened, sent or received; then it flows', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await Promise.all([ann, bob].map(listen));
  await ann.call(bob);
  await bob.expectRinging(ann);
  await Promise.all([ann, bob].map(letItRing));
  const before = await traffic(ann.page);
  expect(before).toMatchObject(SILENT);
  expect(await traffic(bob.page)).toMatchObject({ ...SILENT, opened: 0 });
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  expect((await traffic(ann.page)).fingerprints).toEqual(before.fingerprints);
});

test('[C23] a caller’s program that sends before the answer is neither seen nor heard until then', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await Promise.all([ann, bob].map(listen));
  await ann.call(bob);
  await expect.poll(() => traffic(ann.page), SOON).toMatchObject({ links: ['connected'] });
  await sendEarly(ann);
  await expect.poll(async () => (await traffic(bob.page)).received, SOON).toBeGreaterThan(50_000);
  expect(await played(bob.page)).toBe(0);
  await bob.expectRinging(ann);
  await bob.accept(ann);
  await bob.expectVideoCallWith(ann);
  expect(await played(bob.page)).toBeGreaterThan(0);
});

test('[C7] of two pages that ring the one that answers keeps its link, the other’s is closed', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  const again = await people.continueBeside(bob);
  await Promise.all([ann, bob, again].map(listen));
  await ann.call(bob);
  await expect.poll(() => traffic(ann.page), SOON).toMatchObject({ links: ['connected', 'connected'], sent: 0 });
  const { fingerprints } = await traffic(again.page);
  await again.accept(ann);
  await Promise.all([ann.expectCallWith(bob), again.expectVideoCallWith(ann)]);
  await expect.poll(() => traffic(bob.page), SOON).toMatchObject({ links: [], opened: 0 });
  expect(await traffic(again.page)).toMatchObject({ links: ['connected'], fingerprints });
  await expect.poll(() => traffic(ann.page), SOON).toMatchObject({ links: ['connected'] });
});

test('[P5] a call that is not answered leaves no link, and one that is lost while it rings is made anew', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await Promise.all([ann, bob].map(listen));
  await ann.call(bob);
  await expect.poll(() => traffic(bob.page), SOON).toMatchObject(SILENT);
  await bob.page.reload();
  await listen(bob);
  await bob.expectRinging(ann);
  await expect.poll(() => traffic(bob.page), SOON).toMatchObject(SILENT);
  await bob.decline(ann);
  for (const { page } of [ann, bob]) await expect.poll(() => traffic(page), SOON).toMatchObject({ links: [] });
});

test('[C23] a camera that is kept ready is open before the call, seen by nobody, and asked for no second time', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await Promise.all([ann, bob].map(listen));
  await bob.page.getByRole('switch', { name: 'Keep my camera ready' }).check();
  await expect.poll(async () => (await traffic(bob.page)).opened).toBe(1);
  await ann.call(bob);
  await Promise.all([ann, bob].map(letItRing));
  expect(await traffic(ann.page)).toMatchObject(SILENT);
  expect(await traffic(bob.page)).toMatchObject({ ...SILENT, opened: 1 });
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  expect((await traffic(bob.page)).opened).toBe(1);
});
