import { expect, test } from './fixtures.js';
import type { People } from './People.js';
import { callIdOf, callSeconds, countLinks, expectFrames, links, watchWords, wordsSaid } from './watching.js';

const SOON = { timeout: 20_000 };
const RECONNECTING = 'Reconnecting to the service. Your call goes on.';
const BACK = 'Connected again';

/** Ann and Bob talk, and their connections are counted. */
async function talk(people: People) {
  const ann = await people.open('Ann');
  const bob = await people.open('Bob');
  for (const { page } of [ann, bob]) await countLinks(page);
  await Promise.all([ann.join(), bob.join()]);
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  const callId = await callIdOf(ann.page);
  expect(await callIdOf(bob.page)).toBe(callId);
  return { ann, bob, callId };
}

test('[C20] the server is killed in the middle of a call and comes back: the call never stops, and ends as ever', async ({
  people,
  server,
}) => {
  const { ann, bob, callId } = await talk(people);
  const both = [
    { me: ann, other: bob },
    { me: bob, other: ann },
  ];
  for (const { me } of both) await watchWords(me.page);
  const [startedAt, seconds] = [Date.now(), await callSeconds(ann.page)];
  await server.kill();
  for (const { me } of both) await me.expectText(RECONNECTING);
  await Promise.all(both.map(({ me, other }) => expectFrames(me.page, other, 30)));
  await server.start();
  for (const { me } of both) await expect.poll(() => wordsSaid(me.page), SOON).toContain(BACK);
  await Promise.all(both.map(({ me, other }) => expectFrames(me.page, other, 30)));
  for (const { me } of both) {
    expect(await callIdOf(me.page)).toBe(callId);
    expect(await links(me.page)).toBe(1);
    expect(new Set(await wordsSaid(me.page))).toEqual(new Set([RECONNECTING, BACK]));
  }
  const passed = Math.floor((Date.now() - startedAt) / 1000);
  expect(Math.abs((await callSeconds(ann.page)) - seconds - passed)).toBeLessThanOrEqual(2);
  await ann.hangUp();
  await ann.expectEnded('You hung up');
  await bob.expectEnded('Ann hung up');
  await ann.button('Call again').click();
  await bob.accept(ann);
  await bob.hangUp();
  await ann.expectEnded('Bob hung up');
});

for (const who of ['caller', 'callee'] as const) {
  test(`[C20][P9] the ${who} reloads while the server is away: both are in the same call again`, {
    tag: who === 'callee' ? '@long' : [],
  }, async ({ people, server }) => {
    const { ann, bob, callId } = await talk(people);
    const [reloading, staying] = who === 'caller' ? [ann, bob] : [bob, ann];
    await server.kill();
    await staying.expectText('Reconnecting');
    await expect(reloading.page.reload()).rejects.toThrow('ERR_CONNECTION_REFUSED');
    await server.start();
    await reloading.page.goto(server.url);
    await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
    expect(await Promise.all([ann, bob].map(({ page }) => callIdOf(page)))).toEqual([callId, callId]);
    await reloading.hangUp();
    await staying.expectEnded(`${reloading.name} hung up`);
  });
}

test('[C20] who hangs up while the server is away has hung up, also for the other', async ({ people, server }) => {
  const { ann, bob } = await talk(people);
  await server.kill();
  await ann.expectText(RECONNECTING);
  await ann.hangUp();
  await ann.expectEnded('You hung up');
  await server.start();
  await bob.expectOver();
  await ann.expectEnded('You hung up');
});

test('the server is restarted by its operator: pages say so, and come back by themselves', async ({
  people,
  server,
}) => {
  const ann = await people.join('Ann');
  const cat = await people.join('Cat');
  await ann.expectThere(cat);
  await server.close();
  await ann.expectText('The service is restarting. Back in a moment.');
  await server.start();
  await expect(ann.page.getByText('Back in a moment.')).toBeHidden(SOON);
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
});
