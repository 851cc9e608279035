import type { Invitation, OneTimeLink, StaffMember, StaffRole } from '@frontdesk/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/Browser.js';
import { talk } from '../../test/calls.js';
import { eachDatabase } from '../../test/eachDatabase.js';
import { Person } from '../../test/Person.js';
import { startServer, type TestServer, testToken } from '../../test/startServer.js';

const PASSWORD = 'correct horse battery staple';

interface Session {
  readonly token: string;
  readonly user: { readonly userId: string; readonly name: string; readonly role: StaffRole };
  readonly expiresAt: number;
}

const secretOf = (url: string | null): string => url?.split('=')[1] ?? '';
const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;

async function isProblem(response: Response, status: number): Promise<void> {
  expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
}

describe.each(await eachDatabase())('on $name', (database) => {
  let server: TestServer;
  let boss: Session;
  let count = 0;
  beforeAll(async () => {
    if (!database.isThere) return;
    server = await startServer(await database.make());
  });
  afterAll(async () => {
    await server?.close();
    await database.end();
  });

  const test = it.skipIf(!database.isThere);
  const browse = () => new Browser(server.url);
  const signIn = (browser: Browser, email: string, password = PASSWORD) =>
    browser.ask('/api/auth/sign-in/email', { email, password });
  const tokenOf = async (browser: Browser) => json<Session>(await browser.ask('/api/v1/staff/token', {}));
  /** An act of an admin's, by program: without cookies, with a token. */
  const act = (method: string, path: string, body?: unknown, token = boss.token) =>
    browse().ask(`/api/v1/staff${path}`, body, { method, token });
  const invite = async (role: StaffRole, email = `person${++count}@example.com`) =>
    json<OneTimeLink>(await act('POST', '/invitations', { email, name: `Person ${count}`, role }));
  const accept = (secret: string, password = PASSWORD) =>
    browse().ask('/api/v1/staff/invitations/accept', { secret, password });
  /** Somebody new who is signed in. */
  const join = async (role: StaffRole) => {
    const browser = browse();
    const { url } = await invite(role);
    const entered = await browser.ask('/api/v1/staff/invitations/accept', {
      secret: secretOf(url),
      password: PASSWORD,
    });
    expect(entered.status).toBe(201);
    return { browser, email: `person${count}@example.com`, session: await json<Session>(entered) };
  };

  test('[GET /api/v1/staff/door] says that there is no admin yet; [POST /api/v1/staff/first-admin] of two who come with its link at once, one becomes it', async () => {
    const door = () => browse().ask('/api/v1/staff/door');
    expect(await json(await door())).toEqual({ needsFirstAdmin: true, passwords: true, oidc: null });
    expect(server.firstAdmin).toMatch(/^http:\/\/localhost:\d+\/console\/#first-admin=[\w-]{43}$/);
    const come = (email: string, secret = secretOf(server.firstAdmin), password = PASSWORD) =>
      browse().ask('/api/v1/staff/first-admin', { secret, name: 'Bo', email, password });
    await isProblem(await come('bo@example.com', 'x'.repeat(43)), 410);
    await isProblem(await come('bo@example.com', undefined, 'too short'), 422);
    await isProblem(await come('bo@example.com', undefined, 'aaaaaaaaaaaa'), 422);
    await isProblem(await come('no address'), 400);
    const look = (secret: string) => browse().ask('/api/v1/staff/links', { secret });
    expect(await json(await look(secretOf(server.firstAdmin)))).toMatchObject({ kind: 'firstAdmin', email: null });
    const both = await Promise.all([come('bo@example.com'), come('rival@example.com')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 410]);
    const won = both.find(({ status }) => status === 201) as Response;
    boss = await json<Session>(won);
    expect(boss.user).toEqual({ userId: expect.stringMatching(/^staff-[\w-]{11}$/), name: 'Bo', role: 'admin' });
    await isProblem(await come('again@example.com'), 410);
    await isProblem(await look(secretOf(server.firstAdmin)), 410);
    expect(await json(await door())).toMatchObject({ needsFirstAdmin: false });
  });

  test('[POST /api/v1/staff/token] is for who is signed in: the role, ten minutes, and a line that it opens', async () => {
    const { browser, session } = await join('agent');
    expect(session.user.role).toBe('agent');
    const again = await tokenOf(browser);
    expect(again.user).toEqual(session.user);
    expect(Math.abs(again.expiresAt - Date.now() - 600_000)).toBeLessThan(5_000);
    const person = await Person.enter({ url: server.url, auth: { token: again.token, protocol: 1 } });
    expect(person.ready.user).toEqual(session.user);
    person.socket.disconnect();
    await isProblem(await browse().ask('/api/v1/staff/token', {}), 401);
    const forger = browse();
    for (const [name, value] of browser.cookies) forger.setCookie(name, `${value.slice(0, -4)}AAAA`);
    await isProblem(await forger.ask('/api/v1/staff/token', {}), 401);
  });

  test('[POST /api/v1/sessions/renew] renews no token of an account, and goes on to renew others', async () => {
    const { session } = await join('agent');
    const renew = (token: string) => browse().ask('/api/v1/sessions/renew', {}, { token });
    await isProblem(await renew(session.token), 401);
    expect((await renew(await testToken('ann', 'Ann', 'agent'))).status).toBe(201);
  });

  test('[POST /api/auth/sign-in/email] lets in with the password, and [POST /api/auth/sign-out] out again', async () => {
    const { email } = await join('agent');
    const browser = browse();
    const entered = await signIn(browser, email.toUpperCase());
    expect([entered.status, await entered.text()]).toEqual([204, '']);
    const cookies = entered.headers.getSetCookie();
    expect(cookies.find((each) => each.startsWith('frontdesk.session_token='))).toMatch(
      /; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/i,
    );
    expect((await browser.ask('/api/v1/staff/token', {})).status).toBe(201);
    const kept = new Map(browser.cookies);
    expect((await browser.ask('/api/auth/sign-out', {})).status).toBe(204);
    await isProblem(await browser.ask('/api/v1/staff/token', {}), 401);
    // Nor with the cookie that someone has copied.
    for (const [name, value] of kept) browser.setCookie(name, value);
    await isProblem(await browser.ask('/api/v1/staff/token', {}), 401);
    await isProblem(await signIn(browse(), email, 'another password'), 401);
    await isProblem(await signIn(browse(), 'nobody@example.com'), 401);
    await isProblem(await browse().ask('/api/auth/sign-in/email', { email }), 400);
  });

  test('[POST /api/auth/change-password] changes the own password, and signs out elsewhere', async () => {
    const { browser, email } = await join('agent');
    const elsewhere = browse();
    await signIn(elsewhere, email);
    const change = (currentPassword: string, newPassword: string) =>
      browser.ask('/api/auth/change-password', { currentPassword, newPassword });
    await isProblem(await change('not the password', 'a new password of hers'), 401);
    await isProblem(await change(PASSWORD, 'short'), 422);
    expect((await change(PASSWORD, 'a new password of hers')).status).toBe(204);
    await isProblem(await elsewhere.ask('/api/v1/staff/token', {}), 401);
    expect((await browser.ask('/api/v1/staff/token', {})).status).toBe(201);
    await isProblem(await signIn(browse(), email), 401);
    expect((await signIn(browse(), email, 'a new password of hers')).status).toBe(204);
  });

  test('[POST /api/v1/staff/invitations] [GET /api/v1/staff/invitations] [POST /api/v1/staff/links] makes a link that is good once, and shows it; [POST /api/v1/staff/invitations/accept] follows it', async () => {
    const { url, expiresAt } = await invite('supervisor', 'ines@example.com');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/console\/#invitation=[\w-]{43}$/);
    expect(Math.abs(expiresAt - Date.now() - 7 * 86_400_000)).toBeLessThan(5_000);
    const open = () => act('GET', '/invitations').then((response) => json<{ invitations: Invitation[] }>(response));
    expect((await open()).invitations).toMatchObject([{ email: 'ines@example.com', role: 'supervisor', expiresAt }]);
    expect(await json(await browse().ask('/api/v1/staff/links', { secret: secretOf(url) }))).toMatchObject({
      kind: 'invitation',
      email: 'ines@example.com',
    });
    const tampered = secretOf(url).replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
    await isProblem(await accept(tampered), 410);
    await isProblem(await accept(secretOf(url), 'short'), 422);
    const both = await Promise.all([accept(secretOf(url)), accept(secretOf(url))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 410]);
    expect((await open()).invitations).toEqual([]);
    await isProblem(await act('POST', '/invitations', { email: 'INES@example.com', name: 'Ines', role: 'agent' }), 409);
  });

  test('[DELETE /api/v1/staff/invitations/{invitationId}] takes one back, and a new one ends the one before', async () => {
    const email = 'late@example.com';
    const first = await invite('agent', email);
    const second = await invite('agent', email);
    await isProblem(await accept(secretOf(first.url)), 410);
    const { invitations } = await json<{ invitations: Invitation[] }>(await act('GET', '/invitations'));
    expect(invitations).toHaveLength(1);
    const path = `/invitations/${invitations[0]?.invitationId}`;
    expect((await act('DELETE', path)).status).toBe(204);
    await isProblem(await act('DELETE', path), 404);
    await isProblem(await accept(secretOf(second.url)), 410);
  });

  test('[POST /api/v1/staff/{userId}/reset] makes a link to a new password, which signs out elsewhere', async () => {
    const { browser, email, session } = await join('agent');
    const { url } = await json<OneTimeLink>(await act('POST', `/${session.user.userId}/reset`));
    expect(url).toContain('/console/#reset=');
    expect((await browser.ask('/api/v1/staff/token', {})).status).toBe(201);
    expect(await json(await browse().ask('/api/v1/staff/links', { secret: secretOf(url) }))).toMatchObject({
      kind: 'reset',
      email,
    });
    expect((await accept(secretOf(url), 'another good password')).status).toBe(201);
    await isProblem(await browser.ask('/api/v1/staff/token', {}), 401);
    await isProblem(await signIn(browse(), email), 401);
    expect((await signIn(browse(), email, 'another good password')).status).toBe(204);
    await isProblem(await act('POST', '/staff-of-nobody/reset'), 404);
  });

  test('[PATCH /api/v1/staff/{userId}] a new role holds from the next token on', async () => {
    const { browser, session } = await join('agent');
    const changed = await act('PATCH', `/${session.user.userId}`, { role: 'supervisor', name: 'Dr. Person' });
    expect(await json(changed)).toMatchObject({ role: 'supervisor', name: 'Dr. Person', isDisabled: false });
    expect((await tokenOf(browser)).user).toMatchObject({ role: 'supervisor', name: 'Dr. Person' });
    await isProblem(await act('PATCH', '/staff-of-nobody', { role: 'agent' }), 404);
    await isProblem(await act('PATCH', `/${session.user.userId}`, { role: 'caller' }), 400);
  });

  test('[GET /api/v1/staff] is for admins alone, as are the acts', async () => {
    const { session } = await join('supervisor');
    const { staff } = await json<{ staff: StaffMember[] }>(await act('GET', '?limit=500'));
    expect(staff.find(({ userId }) => userId === session.user.userId)).toEqual({
      userId: session.user.userId,
      name: session.user.name,
      email: expect.stringContaining('@example.com'),
      role: 'supervisor',
      isDisabled: false,
      signsInBy: ['password'],
      createdAt: expect.any(Number),
    });
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/invitations'],
      ['POST', '/invitations'],
      ['PATCH', `/${boss.user.userId}`],
      ['POST', `/${boss.user.userId}/reset`],
    ] as const) {
      await isProblem(await act(method, path, method === 'GET' ? undefined : {}, session.token), 403);
      await isProblem(await browse().ask(`/api/v1/staff${path}`, undefined, { method }), 401);
    }
  });

  test('[PATCH /api/v1/staff/{userId}] who is disabled gets no token, loses the line, and can’t come back; then is let in again', async () => {
    const { browser, email, session } = await join('agent');
    const { token, userId } = { token: session.token, userId: session.user.userId };
    const page = await Person.enter({ url: server.url, auth: { token } });
    expect((await act('PATCH', `/${userId}`, { isDisabled: true })).status).toBe(200);
    await page.isGone();
    await expect(Person.enter({ url: server.url, auth: { token } })).rejects.toThrow('unauthorized');
    await isProblem(await browser.ask('/api/v1/staff/token', {}), 401);
    await isProblem(await browse().ask('/api/v1/ice', {}, { token }), 401);
    await isProblem(await signIn(browse(), email), 403);
    await isProblem(await act('POST', `/${userId}/reset`), 404);
    expect((await act('PATCH', `/${userId}`, { isDisabled: false })).status).toBe(200);
    // Where they were signed in they are no longer; but they may sign in.
    await isProblem(await browser.ask('/api/v1/staff/token', {}), 401);
    expect((await signIn(browser, email)).status).toBe(204);
    expect((await browser.ask('/api/v1/staff/token', {})).status).toBe(201);
  });

  test('[expired token] who is disabled in a call may finish it, and then the page goes', async () => {
    const { session } = await join('agent');
    const page = await Person.enter({ url: server.url, auth: { token: session.token } });
    const caller = await Person.enter({ url: server.url, auth: { token: await testToken(`caller.${database.name}`) } });
    const { callId } = await talk(caller, page);
    await act('PATCH', `/${session.user.userId}`, { isDisabled: true });
    expect(await page.isRefused('users:find', { query: 'a' })).toMatchObject({ code: 20 });
    await page.does('call:finish', { callId });
    await page.isGone();
    caller.socket.disconnect();
  });

  test('[PATCH /api/v1/staff/{userId}] the last admin stays one, also when two take it from each other at once', async () => {
    const other = await join('admin');
    const mine = `/${boss.user.userId}`;
    const theirs = `/${other.session.user.userId}`;
    const results = await Promise.all([
      act('PATCH', mine, { role: 'agent' }, other.session.token),
      act('PATCH', theirs, { isDisabled: true }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const isMineLeft = results[0].status === 409;
    const [token, self] = isMineLeft ? [boss.token, mine] : [other.session.token, theirs];
    await isProblem(await act('PATCH', self, { role: 'supervisor' }, token), 409);
    await isProblem(await act('PATCH', self, { isDisabled: true }, token), 409);
    if (!isMineLeft) expect((await act('PATCH', mine, { role: 'admin' }, token)).status).toBe(200);
  });

  test('pages of others get nothing by a cookie, nor does who does not say where they are from', async () => {
    const { browser, email } = await join('agent');
    const before = [...browser.cookies];
    for (const origin of ['https://evil.example', 'null', null]) {
      browser.origin = origin;
      await isProblem(await browser.ask('/api/v1/staff/token', {}), 403);
      await isProblem(await browser.ask('/api/auth/sign-out', {}), 403);
      await isProblem(
        await browser.ask('/api/auth/change-password', { currentPassword: PASSWORD, newPassword: 'x' }),
        403,
      );
      await isProblem(await signIn(browser, email), 403);
      await isProblem(await browser.ask('/api/v1/staff/invitations/accept', { secret: 'x', password: PASSWORD }), 403);
    }
    browser.origin = server.url;
    expect([...browser.cookies]).toEqual(before);
    expect((await browser.ask('/api/v1/staff/token', {})).status).toBe(201);
  });

  test('nothing else of better-auth can be reached', async () => {
    const { browser, email } = await join('agent');
    for (const [path, body] of [
      ['sign-up/email', { email: 'new@example.com', password: PASSWORD, name: 'New' }],
      ['update-user', { name: 'Boss', role: 'admin' }],
      ['sign-in/social', { provider: 'google' }],
      ['request-password-reset', { email }],
      ['reset-password', { newPassword: PASSWORD, token: 'x' }],
      ['delete-user', {}],
      ['list-sessions', undefined],
      ['get-session', undefined],
      ['error', undefined],
      ['callback/oidc', undefined],
      ['sign-in/oauth2', {}],
    ] as const) {
      const response = await browser.ask(`/api/auth/${path}`, body);
      expect([path, response.status]).toEqual([path, 404]);
    }
  });
});
