import { expect, test } from './fixtures.js';
import { People } from './People.js';
import { startServer } from './server.js';

test('the server goes away and comes back: the page says so, and comes back by itself', async ({ browsers }) => {
  const secret = { AUTH_SECRET: 'a secret that outlives the server, 32 or more' };
  const first = await startServer(secret);
  const people = new People(first.url, browsers);
  const ann = await people.join('Ann');
  const cat = await people.join('Cat');
  await ann.expectThere(cat);
  await first.stop();
  await ann.expectText('The service is restarting. Back in a moment.');
  const second = await startServer({ ...secret, PORT: new URL(first.url).port });
  await expect(ann.page.getByText('Back in a moment.')).toBeHidden({ timeout: 20_000 });
  const bob = await people.join('Bob');
  await ann.call(bob);
  await bob.accept(ann);
  await Promise.all([ann.expectVideoCallWith(bob), bob.expectVideoCallWith(ann)]);
  await people.goHome();
  await second.stop();
});
