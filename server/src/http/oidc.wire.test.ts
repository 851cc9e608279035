import type { OneTimeLink, StaffMember } from '@frontdesk/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/Browser.js';
import { eachDatabase } from '../../test/eachDatabase.js';
import { Person } from '../../test/Person.js';
import { Provider } from '../../test/Provider.js';
import { startServer, type TestServer, testToken } from '../../test/startServer.js';

const PASSWORD = 'correct horse battery staple';
const MAPPING = { OIDC_ROLE_CLAIM: 'groups', OIDC_ROLES: 'desk=agent, leads=supervisor, it=admin' };

interface Session {
  readonly token: string;
  readonly user: { readonly userId: string; readonly name: string; readonly role: string };
}

const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;

describe.each(await eachDatabase())('on $name', (database) => {
  let provider: Provider;
  /** Without a mapping, and with one. */
  let plain: TestServer;
  let mapped: TestServer;
  beforeAll(async () => {
    if (!database.isThere) return;
    provider = await Provider.start();
    plain = await startServer({ ...provider.settings, ...(await database.make()) });
    mapped = await startServer({ ...provider.settings, ...MAPPING, ...(await database.make()) });
    provider.serve([plain.url, mapped.url]);
  });
  afterAll(async () => {
    await plain?.close();
    await mapped?.close();
    await provider?.stop();
    await database.end();
  });

  const test = it.skipIf(!database.isThere);
  const begin = async (browser: Browser) =>
    (await json<{ url: string }>(await browser.ask('/api/auth/sign-in/oauth2', { callbackURL: '/console/' }))).url;
  /** The whole way there and back: where the browser ends. */
  const come = async (browser: Browser, who: string) => {
    const back = await provider.signIn(who, await begin(browser));
    const response = await browser.ask(back.pathname + back.search);
    return response.headers.get('location');
  };
  const tokenOf = (browser: Browser) => browser.ask('/api/v1/staff/token', {});
  const act = async (server: TestServer, method: string, path: string, body?: unknown) =>
    new Browser(server.url).ask(`/api/v1/staff${path}`, body, {
      method,
      token: await testToken('root', 'Root', 'admin'),
    });
  const member = async (server: TestServer, email: string) => {
    const { staff } = await json<{ staff: StaffMember[] }>(await act(server, 'GET', '?limit=500'));
    return staff.find((each) => each.email === email);
  };
  const invite = (email: string) =>
    act(plain, 'POST', '/invitations', { email, name: 'Ines', role: 'supervisor' }).then((made) =>
      json<OneTimeLink>(made),
    );

  test('the sign-in page is told that there is one, and what stands on its button', async () => {
    const door = await new Browser(plain.url).ask('/api/v1/staff/door');
    expect(await json(door)).toMatchObject({ passwords: true, oidc: { name: 'Example Ltd' } });
  });

  test('[POST /api/auth/sign-in/oauth2] whom an admin has invited comes by it without the link, as what they were invited, and again', async () => {
    const { url } = await invite('ines@example.com');
    provider.people.set('1', { email: 'Ines@example.com', email_verified: true, name: 'Ines Ortega' });
    const browser = new Browser(plain.url);
    expect(await come(browser, '1')).toBe('/console/');
    const { token, user } = await json<Session>(await tokenOf(browser));
    expect(user).toEqual({ userId: expect.stringMatching(/^staff-/), name: 'Ines Ortega', role: 'supervisor' });
    const page = await Person.enter({ url: plain.url, auth: { token } });
    expect(page.ready.user).toEqual(user);
    page.socket.disconnect();
    expect(await member(plain, 'ines@example.com')).toMatchObject({ signsInBy: ['oidc'], role: 'supervisor' });
    const used = await new Browser(plain.url).ask('/api/v1/staff/links', { secret: url.split('=')[1] });
    expect(used.status).toBe(410);
    // By the subject from now on, whatever becomes of the address.
    provider.people.set('1', { email: 'ines.ortega@example.com', email_verified: false, name: 'Ines' });
    const again = new Browser(plain.url);
    expect(await come(again, '1')).toBe('/console/');
    expect((await json<Session>(await tokenOf(again))).user.userId).toBe(user.userId);
  });

  test('a person who has an account with a password gets the other way beside it', async () => {
    const { url } = await invite('both@example.com');
    const first = new Browser(plain.url);
    await first.ask('/api/v1/staff/invitations/accept', { secret: url.split('=')[1], password: PASSWORD });
    provider.people.set('2', { email: 'both@example.com', email_verified: true, name: 'Both' });
    const browser = new Browser(plain.url);
    expect(await come(browser, '2')).toBe('/console/');
    expect(await member(plain, 'both@example.com')).toMatchObject({
      signsInBy: ['password', 'oidc'].toSorted().toReversed(),
    });
    expect((await first.ask('/api/auth/sign-in/email', { email: 'both@example.com', password: PASSWORD })).status).toBe(
      204,
    );
  });

  test('who was not invited, whose address is not verified, or who has none, stays out', async () => {
    await invite('unverified@example.com');
    provider.people.set('3', { email: 'stranger@example.com', email_verified: true, name: 'Stranger' });
    provider.people.set('4', { email: 'unverified@example.com', email_verified: false, name: 'Unverified' });
    provider.people.set('5', { email: 'unverified@example.com', name: 'Says nothing' });
    provider.people.set('6', { name: 'No address' });
    for (const [who, error] of [
      ['3', 'not_invited'],
      ['4', 'email_not_verified'],
      ['5', 'email_not_verified'],
      ['6', 'email_not_found'],
    ] as const) {
      const browser = new Browser(plain.url);
      expect(await come(browser, who)).toMatch(new RegExp(`^/console/\\?error=${error}(&|$)`));
      expect((await tokenOf(browser)).status).toBe(401);
    }
    expect(await member(plain, 'stranger@example.com')).toBeUndefined();
  });

  test('nobody takes over an account by an address that the provider has not verified', async () => {
    const { url } = await invite('owner@example.com');
    const owner = new Browser(plain.url);
    await owner.ask('/api/v1/staff/invitations/accept', { secret: url.split('=')[1], password: PASSWORD });
    provider.people.set('7', { email: 'owner@example.com', email_verified: false, name: 'Thief' });
    const thief = new Browser(plain.url);
    expect(await come(thief, '7')).toMatch(/\?error=/);
    expect((await tokenOf(thief)).status).toBe(401);
    expect(await member(plain, 'owner@example.com')).toMatchObject({ signsInBy: ['password'] });
  });

  test('a state that was tampered with, another browser’s way back, or one gone twice, signs nobody in', async () => {
    await invite('state@example.com');
    provider.people.set('8', { email: 'state@example.com', email_verified: true, name: 'State' });
    const browser = new Browser(plain.url);
    const back = await provider.signIn('8', await begin(browser));
    const tampered = new URL(back);
    tampered.searchParams.set('state', `${back.searchParams.get('state')?.slice(1)}x`);
    const victim = new Browser(plain.url);
    for (const [who, url] of [
      [new Browser(plain.url), back],
      [victim, tampered],
    ] as const) {
      const response = await who.ask(url.pathname + url.search);
      expect(response.headers.get('location')).toMatch(/^\/console\/\?error=state_mismatch/);
      expect((await tokenOf(who)).status).toBe(401);
    }
    expect((await browser.ask(back.pathname + back.search)).headers.get('location')).toBe('/console/');
    expect((await tokenOf(browser)).status).toBe(201);
    await browser.ask('/api/auth/sign-out', {});
    expect((await browser.ask(back.pathname + back.search)).headers.get('location')).toMatch(/\?error=/);
    expect((await tokenOf(browser)).status).toBe(401);
  });

  test('who is disabled stays out', async () => {
    await invite('gone@example.com');
    provider.people.set('9', { email: 'gone@example.com', email_verified: true, name: 'Gone' });
    await come(new Browser(plain.url), '9');
    const account = await member(plain, 'gone@example.com');
    await act(plain, 'PATCH', `/${account?.userId}`, { isDisabled: true });
    const browser = new Browser(plain.url);
    expect(await come(browser, '9')).toMatch(/^\/console\/\?error=disabled/);
    expect((await tokenOf(browser)).status).toBe(401);
  });

  test('nobody is sent to another site afterwards', async () => {
    for (const callbackURL of ['https://evil.example/', '//evil.example', '/\\evil.example', '/other', 5]) {
      const response = await new Browser(plain.url).ask('/api/auth/sign-in/oauth2', { callbackURL });
      expect([callbackURL, response.status]).toEqual([callbackURL, 400]);
    }
  });

  test('with a mapping the provider gives and takes roles, the highest of several, and lets nobody in without one', async () => {
    const say = (groups: readonly string[]) =>
      provider.people.set('m', { email: 'm@example.com', email_verified: true, name: 'M', groups });
    const roleNow = async () => {
      const browser = new Browser(mapped.url);
      const to = await come(browser, 'm');
      return to === '/console/' ? (await json<Session>(await tokenOf(browser))).user.role : to;
    };
    say(['everyone']);
    expect(await roleNow()).toMatch(/^\/console\/\?error=no_role/);
    expect(await member(mapped, 'm@example.com')).toBeUndefined();
    say(['everyone', 'leads', 'desk']);
    expect(await roleNow()).toBe('supervisor');
    say(['desk']);
    expect(await roleNow()).toBe('agent');
    say(['it']);
    expect(await roleNow()).toBe('admin');
    // The first admin has come so; the last one stays one.
    expect(await json(await new Browser(mapped.url).ask('/api/v1/staff/door'))).toMatchObject({
      needsFirstAdmin: false,
    });
    const late = {
      secret: mapped.firstAdmin?.split('=')[1],
      name: 'Late',
      email: 'late@example.com',
      password: PASSWORD,
    };
    expect((await new Browser(mapped.url).ask('/api/v1/staff/first-admin', late)).status).toBe(410);
    say(['desk']);
    expect(await roleNow()).toBe('admin');
    say([]);
    expect(await roleNow()).toMatch(/^\/console\/\?error=no_role/);
  });

  test('an invitation gives no role where the provider gives them', async () => {
    await act(mapped, 'POST', '/invitations', { email: 'n@example.com', name: 'N', role: 'admin' });
    provider.people.set('n', { email: 'n@example.com', email_verified: true, name: 'N', groups: ['other'] });
    expect(await come(new Browser(mapped.url), 'n')).toMatch(/^\/console\/\?error=no_role/);
  });
});

describe('a provider that is not there', () => {
  it('keeps nobody from signing in by a password, and is tried again', async () => {
    const provider = await Provider.start();
    const server = await startServer(provider.settings);
    await provider.stop();
    const browser = new Browser(server.url);
    const start = () => browser.ask('/api/auth/sign-in/oauth2', {});
    const [first, entered] = await Promise.all([
      start(),
      browser.ask('/api/v1/staff/first-admin', {
        secret: server.firstAdmin?.split('=')[1],
        name: 'Bo',
        email: 'bo@example.com',
        password: PASSWORD,
      }),
    ]);
    expect([first.status, entered.status]).toEqual([503, 201]);
    expect((await start()).status).toBe(503);
    await server.close();
  });
});
