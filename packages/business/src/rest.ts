import type { CallSnapshot, CommandError, PresentUser, Result } from '@frontdesk/protocol';
import { type Commands, disconnected } from './commands.js';
import type { Token } from './connection.js';

/** The longest wait for an answer, in ms. */
const ANSWER_MS = 10_000;

export interface RestOptions {
  /** Where Frontdesk is, such as `https://calls.example.com`. */
  readonly url: string;
  readonly token: Token;
}

/**
 * The commands over HTTP, for a program that keeps no line to Frontdesk: one that decides by webhook, or runs now and then.
 *
 * A token that is refused is 20, as whatever else may not be.
 */
export function rest({ url, token }: RestOptions): Commands {
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<Result<T>> => {
    try {
      const authorization = `Bearer ${typeof token === 'string' ? token : await token()}`;
      const response = await fetch(new URL(`/api/v1${path}`, url), {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
      if (!response.ok && !isProblem) return disconnected(`someone on the way answered ${response.status}`);
      const said = await response.json();
      return response.ok ? { ok: true, value: said as T } : { ok: false, error: errorOf(said as Problem) };
    } catch (error) {
      return disconnected(error instanceof Error ? error.message : String(error));
    }
  };
  /** All pages of a list. */
  const list = async <T>(path: string, itemsOf: (page: Page<T>) => readonly T[]): Promise<Result<readonly T[]>> => {
    const items: T[] = [];
    for (let after = ''; ; ) {
      const page = await ask<Page<T>>('GET', `${path}?limit=500${after}`);
      if (!page.ok) return page;
      items.push(...itemsOf(page.value));
      if (page.value.next === null) return { ok: true, value: items };
      after = `&after=${encodeURIComponent(page.value.next)}`;
    }
  };
  const act = (path: string, body: object) => ask<CallSnapshot>('POST', path, body);
  const call = (callId: string) => `/calls/${encodeURIComponent(callId)}`;
  return {
    finish: (callId, ending = {}) => act(`${call(callId)}/finish`, ending),
    finishUser: (userId, ending = {}) => act(`/users/${encodeURIComponent(userId)}/finish`, ending),
    assign: (callId, to) => act(`${call(callId)}/assign`, { to }),
    update: (callId, news) => act(`${call(callId)}/update`, news),
    users: () => list<PresentUser>('/users', ({ users = [] }) => users),
    calls: () => list<CallSnapshot>('/calls', ({ calls = [] }) => calls),
  };
}

/** A page of a list: its items stand under the list's name. */
interface Page<T> {
  readonly users?: readonly T[];
  readonly calls?: readonly T[];
  readonly next: string | null;
}

/** An error as RFC 9457 writes it, with Frontdesk's code. */
interface Problem extends Pick<CommandError, 'code' | 'name'> {
  readonly title: string;
  readonly detail?: string;
}

function errorOf({ code, name, title, detail }: Problem): CommandError {
  return { code, name, message: detail ?? title };
}
