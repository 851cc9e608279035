import { Agent, callQueue } from './Agent.js';
import { expect, test } from './fixtures.js';
import type { Person } from './Person.js';

// Nobody lets it ring out here.
test.use({ settings: { RING_MS: '60000' } });

const SOON = { timeout: 20_000 };

async function expectPosition(customer: Person, at: number): Promise<void> {
  await expect(customer.page.getByRole('status', { name: `Position ${at}`, exact: true })).toBeVisible(SOON);
}

test('a customer who leaves while it rings is no call missed; one who is declined stays first in line, for the next agent', async ({
  people,
  server,
}) => {
  const [bea, cara] = await Promise.all(['Bea', 'Cara'].map((name) => Agent.invited(people, server, name)));
  if (!bea || !cara) throw new Error('Nobody came.');
  await bea.goAvailable();
  // It rings above whatever is open, and leaves that as it was.
  await bea.button('Link and code of Support').click();
  const link = bea.page.getByRole('dialog', { name: "Customers' page of Support", exact: true });
  await expect(link).toBeVisible();
  const ann = await callQueue(people, 'Ann');
  await bea.expectOffer('Ann');
  await expect(bea.offer('Ann').getByRole('button', { name: 'Accept', exact: true })).toBeFocused(SOON);
  await ann.button('Leave the line').click();
  await ann.button('Yes, leave').click();
  await ann.expectText('You left the line.');
  await expect(bea.page.getByRole('alertdialog')).toBeHidden(SOON);
  await link.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(bea.button('Link and code of Support')).toBeFocused();
  await bea.expectIs('Available');
  await expect(bea.page.getByText('You did not take', { exact: false })).toBeHidden();

  // Where there is nobody else, who has declined is asked again; three in a row are a break.
  const ben = await callQueue(people, 'Ben');
  await bea.expectOffer('Ben');
  const eve = await callQueue(people, 'Eve');
  await expectPosition(eve, 1);
  const decline = bea.offer('Ben').getByRole('button', { name: 'Decline', exact: true });
  for (const declined of ['the last call.', 'the last 2 calls.']) {
    await decline.click();
    await bea.expectText(`You did not take ${declined}`);
    await bea.expectOffer('Ben');
  }
  await decline.click();
  await bea.expectIs('On break');
  await bea.expectText('You were set on break because three calls were not taken.');
  await expectPosition(ben, 1);
  await expectPosition(eve, 2);

  await cara.goAvailable();
  await cara.take('Ben');
  await cara.expectVideo(ben);
  await expectPosition(eve, 1);
});
