/** Where in the console one is; it stands in the address behind `#`, so that a page can be kept and sent. */
export type Route =
  | { readonly page: 'desk' }
  | { readonly page: 'calls' }
  | { readonly page: 'call'; readonly callId: string }
  | { readonly page: 'people' };

/** A link with a secret that was printed or sent: whoever has it may come in once. */
export interface Welcome {
  readonly kind: 'firstAdmin' | 'invitation' | 'reset';
  readonly secret: string;
}

/** Something typed or cut off stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function routeOf(hash: string): Route {
  const [, page, id] = hash.replace(/^#/, '').split('/');
  if (page === 'calls') return id ? { page: 'call', callId: decoded(id) } : { page: 'calls' };
  return page === 'people' ? { page: 'people' } : { page: 'desk' };
}

export function hashOf(route: Route): string {
  switch (route.page) {
    case 'desk':
      return '#/';
    case 'call':
      return `#/calls/${encodeURIComponent(route.callId)}`;
    default:
      return `#/${route.page}`;
  }
}

export function welcomeOf(hash: string): Welcome | null {
  const found = /^#(first-admin|invitation|reset)=(.+)$/.exec(hash);
  if (!found?.[2]) return null;
  const kind = found[1] === 'first-admin' ? 'firstAdmin' : found[1] === 'reset' ? 'reset' : 'invitation';
  return { kind, secret: decoded(found[2]) };
}
