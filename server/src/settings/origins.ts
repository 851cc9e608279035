import type { Settings } from './settings.js';

/**
 * The origins that pages may come from: the operator's addresses, and this machine's own names while the server listens on
 * loopback. Nothing is taken from `Host` or forwarded headers: a stranger's page can set those.
 */
export function allowedOrigins(settings: Settings, port: number): ReadonlySet<string> {
  const origins = new Set(settings.publicUrls);
  if (settings.isLoopback) {
    const scheme = settings.tls ? 'https' : 'http';
    for (const host of ['localhost', '127.0.0.1', '[::1]']) origins.add(new URL(`${scheme}://${host}:${port}`).origin);
  }
  return origins;
}
