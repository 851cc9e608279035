import { Provider } from '../server/test/Provider.js';
import { Agent } from './Agent.js';
import { expect, test as withServer } from './fixtures.js';
import { startServer } from './server.js';

const ROLES = { OIDC_ROLE_CLAIM: 'groups', OIDC_ROLES: 'desk=agent, it=admin' };

/** A server whose staff signs in by a provider that runs; each needs the other's address. */
const test = withServer.extend<object, { provider: Provider }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what is needed.
    async ({}, use) => {
      const provider = await Provider.start();
      await use(provider);
      await provider.stop();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ provider }, use) => {
      const server = await startServer({ ...provider.settings, ...ROLES });
      provider.serve([server.url]);
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

test('staff signs in by the company’s own account; whom it gives no role reads so, and stays out', async ({
  people,
  provider,
}) => {
  provider.people.set('admin', { email: 'amy@example.com', email_verified: true, name: 'Amy', groups: ['it'] });
  provider.people.set('ines', { email: 'ines@example.com', email_verified: true, name: 'Ines', groups: ['desk'] });
  provider.people.set('otto', { email: 'otto@example.com', email_verified: true, name: 'Otto', groups: ['cooks'] });

  provider.who = 'admin';
  const amy = await Agent.byCompany(people, 'Amy', 'Example Ltd');
  await amy.goAvailable();
  await expect(amy.page.getByRole('link', { name: 'People', exact: true })).toBeVisible();

  provider.who = 'ines';
  const ines = await Agent.byCompany(people, 'Ines', 'Example Ltd');
  await ines.goAvailable();
  await ines.page.reload();
  await ines.expectIs('Available');
  await expect(ines.page.getByRole('link', { name: 'People', exact: true })).toBeHidden();
  await ines.signOut();
  await expect(ines.button('Sign in with Example Ltd')).toBeVisible();

  provider.who = 'otto';
  const { page } = await people.open('Otto', { path: '/console/' });
  await page.getByRole('button', { name: 'Sign in with Example Ltd', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Your account there gives you no role here. Ask an admin.');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
});
