import { randomInt, randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { MAX_CODE } from '@frontdesk/protocol';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { Granter } from './auth/Granter.js';
import { installationSecret, keysOf } from './auth/secret.js';
import { MemoryCallStore } from './calls/MemoryCallStore.js';
import type { CallWatcher } from './calls/ports.js';
import { Switchboard } from './calls/Switchboard.js';
import { SYSTEM_CLOCK } from './calls/SystemClock.js';
import { EndpointRegistry } from './gateway/EndpointRegistry.js';
import { Gateway } from './gateway/Gateway.js';
import { Presence } from './gateway/Presence.js';
import { createApp } from './http/app.js';
import { logCalls } from './observe/logCalls.js';
import { Metrics } from './observe/Metrics.js';
import { allowedOrigins } from './settings/origins.js';
import type { Settings } from './settings/settings.js';

/** A server that answers. */
export interface Running {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Tells every page "back in a moment", and closes. */
  close(): Promise<void>;
}

/** The composition root: the only `new` of an edge. Rejects with the system's error if it can't listen or write. */
export async function serve(
  settings: Settings,
  surroundings: { log: Logger; version: string; pages: string },
): Promise<Running> {
  const { log, version, pages } = surroundings;
  mkdirSync(settings.dataDir, { recursive: true });
  accessSync(settings.dataDir, constants.W_OK);
  const keys = keysOf(installationSecret(settings.authSecret, settings.dataDir), settings.authSecretPrevious);
  const clock = SYSTEM_CLOCK;
  const registry = new EndpointRegistry();
  const store = new MemoryCallStore(clock);
  const presence = new Presence(registry, store, clock, settings.directory);
  const metrics = new Metrics(() => registry.size);
  const switchboard = new Switchboard(
    {
      store,
      endpoints: registry,
      clock,
      chance: { callId: randomUUID, roomId: () => randomInt(1, MAX_CODE) },
      grants: new Granter(keys, settings.turn, settings.icePolicy),
      watchers: [metrics.watch, logCalls(log), toPages(presence, registry)],
    },
    settings,
  );
  let origins: ReadonlySet<string> = new Set();
  const isOriginAllowed = (origin: string) => origins.has(origin);
  const app = createApp({
    ...settings,
    keys,
    isLimited: settings.rateCommands > 0,
    isOriginAllowed,
    isPrivate: settings.isLoopback && settings.publicUrls.length === 0,
    metrics,
    pages,
    log,
    onBye: (userId, endpointId, socketId) => {
      const page = registry.page(userId, endpointId);
      if (page) page.leave(socketId);
      else void switchboard.endpointLost(userId, endpointId, true);
    },
  });
  const http = listener(settings, getRequestListener(app.fetch));
  const gateway = new Gateway(http, {
    switchboard,
    registry,
    presence,
    clock,
    keys,
    isOriginAllowed,
    rateCommands: settings.rateCommands,
    version,
    log,
  });
  const port = await listen(http, settings);
  origins = allowedOrigins(settings, port);
  return {
    url: new URL(
      `${settings.tls ? 'https' : 'http'}://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`,
    ).origin,
    close: async () => {
      switchboard.stop();
      await gateway.close();
    },
  };
}

/** What a call's step means to people's pages beside its news. */
function toPages(presence: Presence, registry: EndpointRegistry): CallWatcher {
  return (before, { state, caller, callee }) => {
    for (const { userId } of [caller, callee]) {
      presence.changed(userId);
      if (before && state === 'finished') registry.closeExpired(userId);
    }
  };
}

function listener(settings: Settings, answer: ReturnType<typeof getRequestListener>): HttpServer {
  return settings.tls ? createHttpsServer(settings.tls, answer) : createHttpServer(answer);
}

function listen(http: HttpServer, { host, port }: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => resolve((http.address() as AddressInfo).port));
  });
}
