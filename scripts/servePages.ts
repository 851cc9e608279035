import type { Plugin } from 'vite';

/** Which file each address shows, as `server/src/http/pages.ts` does it for the built pages. */
const PAGES: readonly (readonly [address: RegExp, file: string])[] = [
  [/^\/$/, '/call/index.html'],
  [/^\/gallery\.html$/, '/call/gallery.html'],
  [/^\/q\/[^/]+\/?$/, '/call/queue.html'],
  [/^\/console\/?$/, '/console/index.html'],
];

/** The addresses of the pages, on the dev server. */
export function servePages(): Plugin {
  return {
    name: 'frontdesk:serve-pages',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const [path = '', query] = (request.url ?? '').split('?');
        const file = PAGES.find(([address]) => address.test(path))?.[1];
        if (file !== undefined) request.url = query === undefined ? file : `${file}?${query}`;
        next();
      });
    },
  };
}
