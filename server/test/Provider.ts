import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import OidcProvider from 'oidc-provider';
import { Browser } from './Browser.js';

/** What the provider says of someone. */
export interface Claims {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
}

/** A company's own sign-in: a real OpenID Connect provider on loopback, where people are signed in by naming them. */
export class Provider {
  static readonly clientId = 'frontdesk';
  static readonly clientSecret = 'a secret that the provider gave us';
  readonly url: string;
  /** Everybody there is, by their subject. */
  readonly people = new Map<string, Claims>();
  /** Who sits at the browser. */
  who = '';
  readonly #http: Server;

  private constructor(http: Server, url: string) {
    this.#http = http;
    this.url = url;
  }

  /** Starts one that knows a client whose pages come from `callback`. Its address is needed first, so that the client can be told it. */
  static async start(): Promise<Provider> {
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return new Provider(http, `http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  }

  /** The settings of a server that uses it. */
  get settings(): Readonly<Record<string, string>> {
    return {
      OIDC_ISSUER: this.url,
      OIDC_CLIENT_ID: Provider.clientId,
      OIDC_CLIENT_SECRET: Provider.clientSecret,
      OIDC_NAME: 'Example Ltd',
    };
  }

  /** From now on it answers, and sends people back to these servers. */
  serve(servers: readonly string[]): void {
    const oidc = new OidcProvider(this.url, {
      clients: [
        {
          client_id: Provider.clientId,
          client_secret: Provider.clientSecret,
          redirect_uris: servers.map((server) => `${server}/api/auth/callback/oidc`),
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      findAccount: (_context: unknown, accountId: string) => ({
        accountId,
        claims: () => ({ sub: accountId, ...this.people.get(accountId) }),
      }),
      cookies: { keys: ['a key of the provider in tests'] },
    });
    const answer = oidc.callback();
    this.#http.on('request', (request, response) => {
      if (request.url?.startsWith('/interaction/')) void this.#interact(oidc, request, response);
      else answer(request, response);
    });
  }

  async #interact(oidc: OidcProvider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params, session } = await oidc.interactionDetails(request, response);
    const result: Record<string, unknown> = {};
    if (prompt.name === 'login') result['login'] = { accountId: this.who };
    else {
      const grant = new oidc.Grant({
        accountId: session?.accountId ?? this.who,
        clientId: String(params['client_id']),
      });
      grant.addOIDCScope(String(params['scope']));
      result['consent'] = { grantId: await grant.save() };
    }
    await oidc.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }

  /** Somebody signs in there, on the way from `start`: the address that the provider sends them back to. */
  async signIn(who: string, start: string): Promise<URL> {
    this.who = who;
    const browser = new Browser(this.url);
    browser.origin = null;
    let at = new URL(start);
    for (let hops = 0; hops < 10 && at.href.startsWith(this.url); hops++) {
      const response = await browser.ask(at.href);
      const to = response.headers.get('location');
      if (to === null) throw new Error(`the provider stays at ${at.href}: ${response.status} ${await response.text()}`);
      at = new URL(to, at);
    }
    return at;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}
