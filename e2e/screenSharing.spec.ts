import { expect, test } from './fixtures.js';
import { CYAN, expectNoScreenOf, expectScreenOf, joinWithTab, MAGENTA, share } from './screens.js';

/** Four browser pages with a codec at work, beside what else a machine does. */
test.setTimeout(120_000);

test('both share their screens beside their faces; each stops, one on the page, one by closing what is shared', async ({
  people,
}) => {
  const { person: ann } = await joinWithTab(people, 'Ann', MAGENTA);
  const { person: bob, tab } = await joinWithTab(people, 'Bob', CYAN);
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await share(ann);
  await expectScreenOf(bob, ann, MAGENTA);
  await bob.expectVideo(ann);
  await share(bob);
  await expectScreenOf(ann, bob, CYAN);
  await expectScreenOf(bob, ann, MAGENTA);
  await bob.button('Show Ann large').click();
  await expect(bob.button('Show Ann’s screen large')).toBeVisible();
  await bob.expectVideoCallWith(ann);
  await ann.control('Stop sharing').click();
  await expectNoScreenOf(bob, ann);
  await expectScreenOf(ann, bob, CYAN);
  await tab.close();
  await expectNoScreenOf(ann, bob);
  await expect(bob.page.getByText('You are sharing your screen')).toBeHidden();
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
});

test('a shared screen is there again after the other has loaded the page anew, and ends when its own page is', async ({
  people,
}) => {
  const { person: ann } = await joinWithTab(people, 'Ann', MAGENTA);
  const bob = await people.join('Bob');
  await bob.call(ann);
  await ann.accept(bob);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await share(ann);
  await expectScreenOf(bob, ann, MAGENTA);
  await bob.page.reload();
  await expectScreenOf(bob, ann, MAGENTA);
  await ann.page.reload();
  await expectNoScreenOf(bob, ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await expect(ann.page.getByText('You are sharing your screen')).toBeHidden();
  await share(ann);
  await expectScreenOf(bob, ann, MAGENTA);
  await ann.hangUp();
  await ann.expectEnded('You hung up');
});
