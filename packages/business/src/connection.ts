import type { BusinessNewsMap, BusinessNewsName, CallSnapshot, PresentUser } from '@frontdesk/protocol';
import type { Decide, DecideOptions } from './decisions.js';

/** News of all calls, and of who is there: `name` says which, beside the news itself. */
export type News = { [N in BusinessNewsName]: { readonly name: N } & BusinessNewsMap[N] }[BusinessNewsName];

/** How the line to Frontdesk is. */
export type Connection =
  /** What is, told on each connection before any news and any question. What was known before it is void. */
  | { readonly state: 'connected'; readonly calls: readonly CallSnapshot[]; readonly users: readonly PresentUser[] }
  /** The next attempt begins by itself in `retryMs`. */
  | { readonly state: 'disconnected'; readonly reason: string; readonly retryMs: number }
  /** For good: there will be no other attempt. */
  | { readonly state: 'refused'; readonly error: RefusedError };

/** Frontdesk will not have this program: `unauthorized` is the token, `protocol` the version of the wire. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly reason: 'unauthorized' | 'protocol';

  constructor(reason: 'unauthorized' | 'protocol') {
    super(
      reason === 'unauthorized'
        ? 'Frontdesk refuses the token: it must be signed by that server, of role business, and not expired'
        : 'Frontdesk speaks another version of the protocol than this package',
    );
    this.reason = reason;
  }
}

/** A token of role `business`, or what gets a fresh one whenever one is needed. */
export type Token = string | (() => string | Promise<string>);

export interface ConnectOptions extends DecideOptions {
  /** Where Frontdesk is, such as `https://calls.example.com`. */
  readonly url: string;
  /** With a function, a token that is refused is no end: the next attempt asks for another. */
  readonly token: Token;
  /** With it, the program is asked about calls before they ring; without, it only watches and acts. */
  readonly decide?: Decide;
  readonly onNews?: (news: News) => void | Promise<void>;
  readonly onConnection?: (connection: Connection) => void | Promise<void>;
}
