import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** Which page stands at which address. */
const PAGES = [
  ['/', 'call/index.html'],
  ['/q/:queueId', 'call/queue.html'],
  ['/console/', 'console/index.html'],
] as const;

/** The built pages, with the headers that keep strangers' scripts out and the camera in. */
export function pageRoutes(root: string): Hono {
  const routes = new Hono();
  routes.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // The noise suppressor and the blur are WebAssembly, from this server; no text becomes a script by that.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // Mantine sets styles on elements; scripts stay strict.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      permissionsPolicy: {
        camera: ['self'],
        microphone: ['self'],
        displayCapture: ['self'],
        fullscreen: ['self'],
        screenWakeLock: ['self'],
        autoplay: ['self'],
        pictureInPicture: ['self'],
        geolocation: [],
        payment: [],
        usb: [],
      },
      xFrameOptions: 'DENY',
      // Not `no-referrer`: a page that closes would say its goodbye with `Origin: null` (Fetch, "append a request Origin header").
      referrerPolicy: 'same-origin',
      // The operator's proxy knows whether every name of the host speaks https; we don't.
      strictTransportSecurity: false,
    }),
  );
  routes.use('*', async (c, next) => {
    await next();
    const isHashed = c.req.path.startsWith('/assets/') && c.res.ok;
    c.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  routes.get('/console', (c) => c.redirect('/console/'));
  for (const [address, path] of PAGES) routes.get(address, serveStatic({ root, path, precompressed: true }));
  routes.get('*', serveStatic({ root, precompressed: true }));
  return routes;
}
