import { expect, test } from './fixtures.js';

test('a reload does not ask again, a second tab offers to continue, and each tab keeps its own person', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  await ann.page.reload();
  await ann.expectHome();
  const bob = await people.join('Bob', { beside: ann });
  await bob.page.reload();
  await bob.expectHome();
  await ann.page.reload();
  await ann.expectThere(bob);
  expect(await ann.id()).not.toBe(await bob.id());
});

test('“Sign out” forgets everything on a shared computer', async ({ people }) => {
  const ann = await people.join('Ann');
  await ann.button('Sign out').click();
  await expect(ann.page.getByRole('textbox', { name: 'Your name', exact: true })).toBeVisible();
  await ann.page.reload();
  await expect(ann.page.getByRole('textbox', { name: 'Your name', exact: true })).toBeVisible();
  const stored = await ann.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain('Ann');
  expect(stored).not.toMatch(/eyJ/);
});

test('a link that asks to call dials after joining, and only after one confirmation by someone remembered', async ({
  people,
}) => {
  const bob = await people.join('Bob');
  const id = await bob.id();
  const ann = await people.open('Ann', { path: `/?call=${id}` });
  await ann.join({ isCalling: true });
  await bob.accept(ann);
  await ann.expectCallWith(bob);
  await ann.hangUp();
  await bob.button('Back').click();
  const link = await people.open('Ann', { beside: ann, path: `/?call=${id}` });
  await link.button('Continue as Ann').click();
  await expect(
    link.page
      .getByRole('heading', { name: `Call ${id}?` })
      .or(link.page.getByText(`Call ${id}?`))
      .first(),
  ).toBeVisible();
  await bob.expectQuiet();
  await link.page.getByRole('dialog').getByRole('button', { name: 'Call', exact: true }).click();
  await bob.accept(ann);
  await link.expectCallWith(bob);
});

test('[P20] a missed call that is put away in one tab is gone in the other', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  const bobToo = await people.continueBeside(bob);
  await ann.call(bob);
  await bobToo.expectRinging(ann);
  await ann.cancel();
  for (const each of [bob, bobToo]) {
    await each.button('Back').click();
    await each.expectMissed(ann);
  }
  await bob.page.getByRole('list', { name: 'Missed calls', exact: true }).getByRole('button').last().click();
  for (const { page } of [bob, bobToo]) {
    await expect(page.getByRole('list', { name: 'Missed calls', exact: true })).toBeHidden();
  }
});

test('a tab whose person signs out in another during a call keeps nothing of it', async ({ people }) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  const bobToo = await people.continueBeside(bob);
  await ann.call(bob);
  await bob.accept(ann);
  await bob.expectCallWith(ann);
  await bobToo.button('Back').click();
  await bobToo.button('Sign out').click();
  await expect(bob.page.getByRole('textbox', { name: 'Your name', exact: true })).toBeVisible();
  await ann.expectOver();
  const kept = await bob.page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }));
  expect(kept).toEqual(['frontdesk.endpoint']);
});
