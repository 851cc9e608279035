import { Agent, callQueue, expectNoFaults } from './Agent.js';
import { expect, test } from './fixtures.js';

// A server of its own, which has no admin yet.
test.use({ settings: { RING_MS: '40000' } });

const SOON = { timeout: 20_000 };

test('from the printed link to a customer: the first admin comes, goes available, talks, wraps up, and finds the call', async ({
  people,
  server,
}) => {
  const amy = await Agent.first(people, server, 'Amy');
  await amy.expectText('Your first call, in three steps');
  await amy.button('Go available').click();
  await amy.expectIs('Available');
  for (const check of ['The page can ring', 'You can be heard', 'The connection is quick', 'The page is awake']) {
    await expect(amy.page.getByRole('listitem').filter({ hasText: check })).toContainText('Good');
  }
  const link = await amy.page.getByText(/\/q\/support$/).innerText();
  expect(link).toBe(`${server.url}/q/support`);

  const ann = await callQueue(people, 'Ann');
  await amy.expectOffer('Ann');
  await expect(amy.offer('Ann')).toContainText('Support');
  await amy.take('Ann');
  await Promise.all([
    expect(ann.page.getByRole('region', { name: 'Call with Amy', exact: true })).toBeVisible(SOON),
    amy.expectVideo(ann),
  ]);
  await amy.notes.fill('Card blocked, new PIN by letter.');
  await amy.expectText('Saved');
  await amy.button('Hold').click();
  await ann.expectText('On hold');
  await amy.button('Resume').click();
  await expect(amy.button('Hold')).toBeVisible(SOON);

  // [P9] A reload in the call comes back into it, with the card and the notes.
  await amy.page.reload();
  await expect(amy.callWith('Ann')).toBeVisible(SOON);
  await expect(amy.notes).toHaveValue('Card blocked, new PIN by letter.', SOON);
  await amy.expectVideo(ann);

  await ann.hangUp();
  await expect(amy.wrapping).toContainText('Ann', SOON);
  await expect(amy.notes).toHaveValue('Card blocked, new PIN by letter.');
  await amy.wrapUp('Solved');
  await amy.expectIs('Available');

  const { page } = amy;
  await page.getByRole('link', { name: 'Calls', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search', exact: true }).fill('new pin');
  const row = page.getByRole('row').filter({ hasText: 'Ann' });
  await expect(row).toContainText('Solved', SOON);
  await expectNoFaults(amy, 'calls');
  await row.getByRole('link', { name: 'Ann', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Why did this call end?', exact: true })).toHaveText(
    /Ann hung up\.$/,
    SOON,
  );
  const happened = page.getByRole('region', { name: 'What happened', exact: true });
  for (const words of [
    'Ann called support.',
    'Amy answered.',
    'Amy put the call on hold.',
    'The page of Amy was back.',
  ]) {
    await expect(happened).toContainText(words);
  }
  await expect(page.getByRole('region', { name: 'Notes', exact: true })).toContainText(
    'Card blocked, new PIN by letter.',
  );
  await expectNoFaults(amy, 'a call on record');
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await amy.button('Invite someone').click();
  await amy.textbox('Name').fill('Bea');
  await amy.textbox('Email').fill('bea@example.com');
  await amy.button('Make the link').click();
  await amy.expectText('#invitation=');
  await expectNoFaults(amy, 'people');
});
