import { Agent, callQueue, expectNoFaults } from './Agent.js';
import { expect, test } from './fixtures.js';

// A server of its own, which has no admin yet.
test.use({ settings: { RING_MS: '30000' } });

const SOON = { timeout: 20_000 };

test('by keyboard alone: sign in, go available, accept, hold, take notes, wrap up; and no screen has an accessibility fault', async ({
  people,
  server,
}) => {
  const dan = await Agent.first(people, server, 'Dan');
  const { keyboard } = dan.page;
  await dan.signOut();
  await expect(dan.textbox('Email')).toBeFocused(SOON);
  await expectNoFaults(dan, 'sign in');
  await keyboard.type('dan@example.com');
  await keyboard.press('Tab');
  await keyboard.type('wrong words they are');
  await keyboard.press('Enter');
  await expect(dan.page.getByRole('alert')).toContainText('Email or password is wrong.', SOON);
  await keyboard.press('Tab');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('four words are better');
  await keyboard.press('Enter');
  await expect(dan.status).toBeVisible(SOON);
  await expectNoFaults(dan, 'desk');

  // The choice is one stop of the Tab key, and the arrows choose nothing by themselves.
  await dan.wish('Offline').focus();
  await keyboard.press('ArrowRight');
  await expect(dan.wish('Available')).toBeFocused();
  await keyboard.press('Enter');
  await dan.expectIs('Available');

  const eve = await callQueue(people, 'Eve');
  await dan.expectOffer('Eve');
  await expect(dan.offer('Eve').getByRole('button', { name: 'Accept', exact: true })).toBeFocused();
  await expectNoFaults(dan, 'incoming');
  await expect
    .poll(
      async () => {
        await keyboard.press('Enter');
        return dan.callWith('Eve').isVisible();
      },
      { ...SOON, intervals: [400] },
    )
    .toBe(true);
  await dan.expectVideo(eve);
  await expectNoFaults(dan, 'in the call');
  await keyboard.press('k');
  await eve.expectText('On hold');
  await keyboard.press('k');
  await expect(dan.button('Hold')).toBeVisible(SOON);
  await keyboard.press('r');
  await expect(dan.page.getByRole('dialog', { name: 'Transfer', exact: true })).toBeVisible(SOON);
  await expectNoFaults(dan, 'transfer');
  await keyboard.press('Escape');
  await keyboard.press('n');
  await expect(dan.notes).toBeFocused();
  await keyboard.type('Solved by hand.');
  await eve.hangUp();
  await expect(dan.wrapping).toBeVisible(SOON);
  await expectNoFaults(dan, 'wrap-up');
  await keyboard.press('Control+Enter');
  await dan.expectIs('Available');

  const second = await people.open('Dan', { beside: dan, path: '/console/' });
  await second.expectText('The console is open in another tab');
  await second.button('Use here').click();
  await expect(second.page.getByRole('radiogroup', { name: 'Status', exact: true })).toBeVisible(SOON);
  await dan.expectText('The console is open in another tab');
  await expectNoFaults(dan, 'elsewhere');
});
