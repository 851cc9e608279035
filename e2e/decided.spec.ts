import { CODES } from '@frontdesk/protocol';
import { expect, test } from './fixtures.js';

test.use({ settings: { DECIDE_MS: '4000' } });

test('[C4] a refused caller reads the words of the business server, as words, and no number', async ({
  people,
  attach,
}) => {
  const words = 'We are closed today.\n<img src=x onerror="document.title=1"> اليوم عطلة';
  await attach(() => ({ code: 4711, text: words }));
  const ann = await people.join('Ann');
  await ann.dial('claims desk');
  await ann.expectEnded('The call could not be completed');
  await ann.expectEnded('<img src=x onerror="document.title=1"> اليوم عطلة');
  await expect(ann.page.getByText('4711')).toBeHidden();
  await expect(ann.page.getByRole('status', { name: 'Call ended' }).getByRole('img')).toBeHidden();
});

test('[C4] a call that is routed says whom it rings now', async ({ people, attach }) => {
  const bob = await people.join('Bob');
  const route = await bob.id();
  await attach(() => ({ route }));
  const ann = await people.join('Ann');
  await ann.dial('claims desk');
  await ann.expectText('Putting you through to Bob');
  await ann.outgoing(bob).waitFor();
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await ann.hangUp();
  await bob.expectEnded('Ann hung up');
});

test('[C4] a business server that does not decide in time: the caller is told that nobody did', async ({
  people,
  attach,
}) => {
  await attach(() => undefined);
  const ann = await people.join('Ann');
  await ann.dial('claims desk');
  await ann.expectText('One moment, please…');
  await ann.expectEnded('The service did not answer in time');
});

test('[C16] two who dial each other while the business server thinks are in one call, and may both leave it', async ({
  people,
  attach,
}) => {
  let decide: () => void = () => undefined;
  const isAllowed = new Promise<void>((resolve) => {
    decide = resolve;
  });
  const program = await attach((_, answer) => {
    void isAllowed.then(() => answer({ code: CODES.ok }));
    return undefined;
  });
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await program.callId();
  await bob.call(ann);
  await bob.expectText('One moment, please…');
  await bob.cancel();
  await ann.expectEnded('Bob declined');
  await ann.button('Back').click();
  await bob.button('Back').click();
  await bob.call(ann);
  await ann.call(bob);
  await ann.expectText('One moment, please…');
  decide();
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
});
