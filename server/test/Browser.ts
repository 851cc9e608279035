/** A browser that someone of staff sits at: it keeps cookies, and says with each request which page it comes from. */
export class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();
  /** What its page's origin is said to be; null: nothing. */
  origin: string | null;

  constructor(url: string) {
    this.#url = url;
    this.origin = url;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  /** Asks, by POST if there is a body; follows nothing. */
  async ask(path: string, body?: unknown, more: { method?: string; token?: string } = {}): Promise<Response> {
    const response = await fetch(new URL(path, this.#url), {
      method: more.method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        cookie: this.#cookieHeader(),
        ...(this.origin === null ? {} : { origin: this.origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(more.token === undefined ? {} : { authorization: `Bearer ${more.token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /max-age=0\b/i.test(line)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
