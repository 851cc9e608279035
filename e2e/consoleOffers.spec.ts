import { Agent, callQueue } from './Agent.js';
import { expect, test } from './fixtures.js';

// Long enough to be seen to ring, short enough to be waited for.
test.use({ settings: { RING_MS: '4000' } });

const SOON = { timeout: 20_000 };

test('an offer that is not taken goes to the next agent; one who asks first, brings together and leaves hands a customer over', async ({
  people,
  server,
}) => {
  const [bea, cara] = await Promise.all(['Bea', 'Cara'].map((name) => Agent.invited(people, server, name)));
  if (!bea || !cara) throw new Error('Nobody came.');
  await bea.goAvailable();
  await cara.goAvailable();
  const ann = await callQueue(people, 'Ann');
  await bea.expectOffer('Ann');
  await cara.expectOffer('Ann');
  await expect(bea.offer('Ann')).toBeHidden();
  await bea.expectText('You did not take the last call.');
  await cara.take('Ann');
  await cara.expectVideo(ann);

  await cara.button('Transfer').click();
  await cara.button('Ask Bea first').click();
  await expect(bea.offer('Cara')).toContainText('Cara wants to ask you about Ann.', SOON);
  await bea.offer('Cara').getByRole('button', { name: 'Accept', exact: true }).click();
  await cara.expectText('You are talking to Bea. Ann is on hold and does not hear you.');
  await ann.expectText('On hold');
  await cara.button('Bring everybody together').click();
  await expect(ann.page.getByRole('region', { name: /^Call with / })).toContainText('Bea', SOON);
  await cara.button('Leave the call to them').click();
  await cara.wrapUp('Follow-up needed');
  await expect(bea.callWith('Ann')).toBeVisible(SOON);
  await bea.expectVideo(ann);

  // And back, at once.
  await cara.expectIs('Available');
  await bea.button('Transfer').click();
  await bea.button('Hand over to Cara now').click();
  await expect(cara.page.getByRole('alertdialog')).toContainText('Bea hands Ann over to you.', SOON);
  await cara.page.getByRole('alertdialog').getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(cara.callWith('Ann')).toBeVisible(SOON);
  await bea.wrapUp();
  await cara.expectVideo(ann);
  await cara.hangUp();
  await ann.expectText('Your call has ended');
});
