import { test } from './fixtures.js';
import { Person } from './Person.js';

test('the call goes on in a small window above all others, with its controls, and the window goes with the call', async ({
  people,
}) => {
  const ann = await people.join('Ann');
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  const opening = ann.page.context().waitForEvent('page');
  await ann.page.keyboard.press('p');
  const out = new Person('Ann', await opening);
  await out.expectVideo(bob);
  await out.control('Mute').click();
  await bob.expectText('Ann is muted');
  const closing = out.page.waitForEvent('close');
  await bob.hangUp();
  await closing;
  await ann.expectEnded('Bob hung up');
});
