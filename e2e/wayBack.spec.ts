import { test as base, expect } from './fixtures.js';
import { LastingBrowser } from './LastingBrowser.js';
import type { Person } from './Person.js';
import { callIdOf } from './watching.js';

const test = base.extend<{ lasting: LastingBrowser }>({
  lasting: async ({ server }, use) => {
    const browser = new LastingBrowser(server.url);
    await use(browser);
    await browser.close();
  },
});

test.use({ settings: { GRACE_CALL_MS: '20000' } });

const SOON = { timeout: 20_000 };
/** How long the picture may take to be back, in ms; it takes less than two seconds. */
const BACK_MS = 4_000;
const RETURN = 'Return to the call';

async function talk(caller: Person, callee: Person): Promise<string> {
  await caller.call(callee);
  await callee.accept(caller);
  await Promise.all([caller.expectVideoCallWith(callee), callee.expectVideoCallWith(caller)]);
  return callIdOf(caller.page);
}

/** Ends one tab's process, as a fault of the browser would. */
async function crash({ page }: Person): Promise<void> {
  const crashed = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => undefined);
  await crashed;
}

/** How many calls this browser keeps a way back into. */
function waysKept({ page }: Person): Promise<number> {
  return page.evaluate(async () => {
    const wait = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done) => request.addEventListener('success', () => done(request.result)));
    const database = await wait(indexedDB.open('frontdesk'));
    return wait(database.transaction('ways-back').objectStore('ways-back').count());
  });
}

for (const who of ['caller', 'callee'] as const) {
  test(`[C19][P9] the ${who}’s browser is killed in the call and opened again: it offers the way back, and both are in the call`, {
    tag: who === 'callee' ? '@long' : [],
  }, async ({ people, lasting }) => {
    const ann = await lasting.open('Ann');
    await ann.join();
    const bob = await people.join('Bob');
    const callId = await (who === 'caller' ? talk(ann, bob) : talk(bob, ann));
    await ann.mute();
    // Told after it is kept: by then the browser has it, however busy the machine is.
    await bob.expectText('Ann is muted');
    await people.kill(ann);
    await bob.expectText('Ann has lost the connection');
    const anew = await lasting.open('Ann');
    await anew.expectText('You are still in a call with Bob');
    await anew.expectText('You are in it as Ann');
    await anew.button(RETURN).click();
    const pressedAt = Date.now();
    await Promise.all([anew.expectVideo(bob), bob.expectVideo(anew)]);
    expect(Date.now() - pressedAt, 'ms until the picture was back').toBeLessThan(BACK_MS);
    expect(await callIdOf(anew.page)).toBe(callId);
    await expect(anew.control('Unmute'), 'muted as before').toBeVisible();
    await expect(bob.page.getByText('Ann has lost the connection')).toBeHidden();
    await bob.hangUp();
    await anew.expectEnded('Bob hung up');
    expect(await waysKept(anew)).toBe(0);
  });
}

test('two people of one browser that was killed both return, each as who they were', async ({ people, lasting }) => {
  const ann = await lasting.open('Ann');
  await ann.join();
  const bob = await people.join('Bob', { beside: ann });
  const callId = await talk(ann, bob);
  await people.kill(ann);
  const annAnew = await lasting.open('Ann');
  await expect(annAnew.button(RETURN)).toHaveCount(2, SOON);
  await annAnew.page.getByRole('region', { name: 'You are still in a call with Bob' }).getByRole('button').click();
  await annAnew.expectCallWith(bob);
  const bobAnew = await people.open('Bob', { beside: annAnew });
  await bobAnew.button(RETURN).click();
  await Promise.all([annAnew.expectVideoCallWith(bob), bobAnew.expectVideoCallWith(ann)]);
  expect([await callIdOf(annAnew.page), await callIdOf(bobAnew.page)]).toEqual([callId, callId]);
});

test('a tab that crashed is offered in another, one that lives is not, and of two only one gets it', async ({
  people,
}) => {
  const bob = await people.join('Bob');
  const ann = await people.join('Ann');
  const callId = await talk(ann, bob);
  const [one, two] = [await people.open('Ann', { beside: ann }), await people.open('Ann', { beside: ann })];
  for (const tab of [one, two]) {
    await expect(tab.button('Continue as Ann')).toBeVisible();
    await expect(tab.button(RETURN)).toBeHidden();
  }
  await crash(ann);
  for (const tab of [one, two]) await expect(tab.button(RETURN)).toBeVisible(SOON);
  await one.button(RETURN).click();
  await Promise.all([one.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  expect(await callIdOf(one.page)).toBe(callId);
  await expect(two.button(RETURN)).toBeHidden(SOON);
});

test('the offer goes when the other hangs up, and one that is taken too late says so in words', async ({ people }) => {
  const bob = await people.join('Bob');
  const ann = await people.join('Ann');
  await talk(ann, bob);
  const [anew, late] = [await people.open('Ann', { beside: ann }), await people.open('Ann', { beside: ann })];
  await crash(ann);
  for (const tab of [anew, late]) await expect(tab.button(RETURN)).toBeVisible(SOON);
  // This page hears nothing of the end.
  await late.page.route('**/api/v1/calls/*', (route) => route.abort());
  await bob.hangUp();
  await bob.expectOver();
  await late.button(RETURN).click();
  await late.expectEnded('Bob hung up');
  await late.button('Back').click();
  await late.expectHome();
  await expect(anew.button(RETURN)).toBeHidden(SOON);
});

test('a page that was closed on purpose leaves nothing to return to', async ({ people }) => {
  const bob = await people.join('Bob');
  const ann = await people.join('Ann');
  await talk(ann, bob);
  const anew = await people.open('Ann', { beside: ann });
  await ann.leave();
  await bob.expectEnded('The connection was lost');
  await expect(anew.button(RETURN)).toBeHidden(SOON);
  await expect.poll(() => waysKept(anew), SOON).toBe(0);
  await anew.button('Continue as Ann').click();
  await anew.expectHome();
});

test('whoever comes after a crash and a sign-out finds nothing', async ({ people }) => {
  const bob = await people.join('Bob');
  const ann = await people.join('Ann');
  await talk(ann, bob);
  const anew = await people.open('Ann', { beside: ann });
  await crash(ann);
  await expect(anew.button(RETURN)).toBeVisible(SOON);
  await anew.button('Continue as Ann').click();
  await anew.button('Sign out').click();
  await expect(anew.page.getByRole('textbox', { name: 'Your name', exact: true })).toBeVisible();
  await expect(anew.button(RETURN)).toBeHidden();
  expect(await waysKept(anew)).toBe(0);
});
