import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/Browser.js';
import { startServer, type TestServer } from '../../test/startServer.js';

const PASSWORD = 'correct horse battery staple';

describe('wrong passwords', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ TRUST_PROXY: '127.0.0.1' });
  });
  afterAll(() => server.close());

  it('[POST /api/auth/sign-in/email] of one account are 5 in a quarter of an hour from strangers, and its own browser is not shut out', async () => {
    const own = new Browser(server.url);
    const email = 'bo@example.com';
    const secret = server.firstAdmin?.split('=')[1];
    await own.ask('/api/v1/staff/first-admin', { secret, name: 'Bo', email, password: PASSWORD });
    const stranger = (number: number, password: string) =>
      fetch(`${server.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          origin: server.url,
          'content-type': 'application/json',
          'x-forwarded-for': `203.0.113.${number}`,
        },
        body: JSON.stringify({ email, password }),
      });
    // At the same time, and each from another address.
    const tries = await Promise.all(Array.from({ length: 12 }, (_, each) => stranger(each, `wrong number ${each}`)));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(7);
    const refused = await stranger(99, PASSWORD);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    expect((await own.ask('/api/auth/sign-in/email', { email, password: PASSWORD })).status).toBe(204);
  });

  it('[POST /api/auth/sign-in/email] of one address are 30 in a quarter of an hour, whatever accounts they try', async () => {
    const browser = new Browser(server.url);
    const statuses: number[] = [];
    for (let each = 0; each < 32; each++) {
      const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { origin: server.url, 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.7' },
        // No addresses at all, so that no password is hashed for them: it is counted like any other.
        body: JSON.stringify({ email: `nobody${each}`, password: PASSWORD }),
      });
      statuses.push(response.status);
    }
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(401));
    expect(statuses.slice(30)).toEqual([429, 429]);
    expect((await browser.ask('/api/auth/sign-in/email', { email: 'x@example.com', password: 'x' })).status).toBe(401);
  });
});

describe('behind an address of the operator’s', () => {
  it('cookies go over https alone, to that origin, and links lead there', async () => {
    const PUBLIC_URL = 'https://calls.example.com';
    const server = await startServer({ PUBLIC_URL });
    expect(server.firstAdmin).toMatch(/^https:\/\/calls\.example\.com\/console\/#first-admin=/);
    const browser = new Browser(server.url);
    browser.origin = PUBLIC_URL;
    const entered = await browser.ask('/api/v1/staff/first-admin', {
      secret: server.firstAdmin?.split('=')[1],
      name: 'Bo',
      email: 'bo@example.com',
      password: PASSWORD,
    });
    const cookies = entered.headers.getSetCookie();
    expect(cookies.map((each) => each.split('=')[0]).toSorted()).toEqual([
      '__Secure-frontdesk.session_token',
      'frontdesk.known',
    ]);
    for (const each of cookies)
      expect(each).toMatch(/; HttpOnly; Secure; SameSite=Lax|; Secure; HttpOnly; SameSite=Lax/);
    expect((await browser.ask('/api/v1/staff/token', {})).status).toBe(201);
    const { token } = (await (await browser.ask('/api/v1/staff/token', {})).json()) as { token: string };
    const invitation = { email: 'ines@example.com', name: 'Ines', role: 'agent' };
    const { url } = (await (await browser.ask('/api/v1/staff/invitations', invitation, { token })).json()) as {
      url: string;
    };
    expect(url).toMatch(/^https:\/\/calls\.example\.com\/console\/#invitation=/);
    await server.close();
  });
});
