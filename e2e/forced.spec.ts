import { CODES } from '@frontdesk/protocol';
import { test } from './fixtures.js';

test('[C12] the business server ends a call in the middle of the talk: both read its words', async ({
  people,
  attach,
}) => {
  const desk = await attach(() => ({ code: CODES.ok }));
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await desk.finish(9001, 'The time that was booked is over.');
  for (const each of [ann, bob]) {
    await each.expectEnded('The call was ended');
    await each.expectEnded('The time that was booked is over.');
  }
});

test('[C12] the business server ends a call that rings, and one that waits', async ({ people, attach }) => {
  const desk = await attach((call) => (call.callee.userId === 'claims desk' ? { hold: true } : { code: CODES.ok }));
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.expectRinging(ann);
  await desk.finish(CODES.queueClosed, 'We close now.');
  await ann.expectEnded('Nobody takes calls right now');
  await ann.expectEnded('We close now.');
  await bob.expectQuiet();
  await ann.button('Back').click();
  await ann.dial('claims desk');
  await ann.expectWaitingFor('claims desk');
  await desk.finish(CODES.ok, 'Please call tomorrow.');
  await ann.expectEnded('The call was ended');
  await ann.expectEnded('Please call tomorrow.');
});
