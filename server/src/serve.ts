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
import { DecideWebhook } from './business/DecideWebhook.js';
import { Panel } from './business/Panel.js';
import type { CallPorts } from './calls/CallPorts.js';
import { CallRunner } from './calls/CallRunner.js';
import { isLive, partiesIn } from './calls/call.js';
import { Dispatcher } from './calls/Dispatcher.js';
import { MemoryCallStore } from './calls/MemoryCallStore.js';
import type { CallStore, CallWatcher, Watchers } from './calls/ports.js';
import { Qualities } from './calls/Qualities.js';
import { Switchboard } from './calls/Switchboard.js';
import { SYSTEM_CLOCK } from './calls/SystemClock.js';
import { timedUuid } from './calls/timedUuid.js';
import { CallFolders } from './chat/CallFolders.js';
import { CallParties } from './chat/CallParties.js';
import { Chat } from './chat/Chat.js';
import { ChatDisk } from './chat/ChatDisk.js';
import { FileShelf } from './chat/FileShelf.js';
import { BusinessRegistry } from './gateway/BusinessRegistry.js';
import { EndpointRegistry } from './gateway/EndpointRegistry.js';
import { Gateway } from './gateway/Gateway.js';
import { Presence } from './gateway/Presence.js';
import { createApp } from './http/app.js';
import { linkTo } from './http/StaffParts.js';
import { logCalls, logQuality } from './observe/logCalls.js';
import { Metrics } from './observe/Metrics.js';
import { openRecords, type Records } from './openRecords.js';
import { openStaff } from './openStaff.js';
import { openPlan } from './reception/openPlan.js';
import { type FrontParts, openReception } from './reception/openReception.js';
import { CallbackTable } from './records/CallbackTable.js';
import { openDatabase } from './records/database/openDatabase.js';
import { EndedCalls } from './records/EndedCalls.js';
import { PlanTables } from './records/PlanTables.js';
import { QualityLog } from './records/QualityLog.js';
import type { Recorder } from './records/Recorder.js';
import { allowedOrigins } from './settings/origins.js';
import type { Settings } from './settings/settings.js';

/** A server that answers. */
export interface Running {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The same as people type it: the operator's address if there is one. */
  readonly address: string;
  /** The one-time link by which the first admin comes; null where there is an admin. */
  readonly firstAdmin: string | null;
  /** The customers' pages, one of each queue. */
  readonly queues: readonly string[];
  /** Tells every page "back in a moment", and closes. */
  close(): Promise<void>;
}

/** The composition root: the only `new` of an edge. Rejects with the system's error if it can't listen or write. */
export async function serve(
  settings: Settings,
  surroundings: { log: Logger; version: string; pages: string },
): Promise<Running> {
  mkdirSync(settings.dataDir, { recursive: true });
  accessSync(settings.dataDir, constants.W_OK);
  const db = await openDatabase(settings.dataDir, settings.databaseUrl);
  const ledger = openLedger(settings, surroundings.log);
  const records = await openRecords(settings, { db, ledger, clock: SYSTEM_CLOCK, log: surroundings.log });
  const plan = await openPlan(new PlanTables(db), settings.deskFile, (line) => surroundings.log.info(line));
  const callbacks = new CallbackTable(db);
  let emailOf: FrontParts['emailOf'] = async () => null;
  const house = assemble(settings, surroundings.log, {
    plan,
    callbacks,
    ledger,
    records,
    emailOf: (userId) => emailOf(userId),
  });
  const { registry, switchboard, presence, metrics } = house;
  const webhook = await attachWebhook(house.panel, settings);
  let origins: ReadonlySet<string> = new Set();
  const people = openStaff(settings, { ...surroundings, ...house, db, origins: () => origins });
  // An operator knows agents by their addresses.
  emailOf = async (userId) => (await people.staff.accounts.find({ userId }))?.email ?? null;
  const isOriginAllowed = (origin: string): boolean => origins.has(origin);
  const parts = { ...settings, ...surroundings, ...house, ...people, isOriginAllowed };
  const app = createApp({
    ...parts,
    metrics,
    users: () => presence.everyone(),
    isPrivate: settings.isLoopback && settings.publicUrls.length === 0,
    onBye: (userId, endpointId, socketId) => {
      const page = registry.page(userId, endpointId);
      if (page) page.leave(socketId);
      else void switchboard.endpointLost(userId, endpointId, true);
    },
  });
  const http = listener(settings, getRequestListener(app.fetch));
  const gateway = new Gateway(http, parts);
  const port = await listen(http, settings);
  origins = allowedOrigins(settings, port);
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const { origin: url } = new URL(`${settings.tls ? 'https' : 'http'}://${host}:${port}`);
  const address = settings.publicUrls[0] ?? url.replace('127.0.0.1', 'localhost');
  const link = await people.staff.firstAdminLink();
  records.start();
  return {
    url,
    address,
    firstAdmin: link && linkTo(address, 'first-admin', link.secret),
    queues: plan.queues.map(({ queueId }) => `${address}/q/${queueId}`),
    close: async () => {
      house.runner.stop();
      house.agents.close();
      await gateway.close();
      house.qualities.close();
      await Promise.all([ledger.close(), records.close(), house.qualityLog.close(), webhook?.close()]);
      await db.destroy();
    },
  };
}

/** What is there before the house is put together. */
interface Kept extends Pick<FrontParts, 'plan' | 'callbacks' | 'emailOf'> {
  readonly ledger: EndedCalls;
  readonly records: Records;
}

/** Everything behind the edges. */
function assemble(settings: Settings, log: Logger, kept: Kept) {
  const { ledger, records } = kept;
  const { recorder } = records;
  const keys = keysOf(installationSecret(settings.authSecret, settings.dataDir), settings.authSecretPrevious);
  const { turn, icePolicy, preconnect } = settings;
  const clock = SYSTEM_CLOCK;
  const registry = new EndpointRegistry();
  const store = new MemoryCallStore(clock);
  const programs = new BusinessRegistry();
  const presence = new Presence(registry, store, clock, settings.directory, programs);
  const panel = new Panel(clock, settings.decideMs, log);
  const deciders = () => panel.health;
  const metrics = new Metrics({ endpoints: () => registry.size, deciders, records: records.health });
  const { qualityLog, qualities } = openQualities(settings, { store, clock, metrics, programs, recorder }, log);
  const front = openReception({
    ...kept,
    graceWaitingMs: settings.graceWaitingMs,
    store,
    endpoints: registry,
    clock,
    dispatcher: () => dispatcher,
    onFault: (error) =>
      log.error({ err: error }, 'something failed at the desk: the records were not read, or a call was not acted on'),
  });
  panel.attach(front.reception.member);
  const observers = [metrics.watch, logCalls(log), qualities.watch, toPages(presence, registry, store)];
  const ports: CallPorts = {
    store,
    endpoints: registry,
    clock,
    chance: { callId: () => timedUuid(clock.now(), randomUUID()), roomId: () => randomInt(1, MAX_CODE) },
    grants: new Granter(keys, turn, icePolicy, preconnect === 'relay' ? 'relay' : icePolicy),
    decider: recorder ? recorder.noting(panel) : panel,
    watchers: recorder ? bothOf(programs, recorder) : programs,
    ledger,
    observers: [...observers, ...front.observers, ...(recorder ? [recorder.watch] : [])],
  };
  const runner = new CallRunner(ports, settings);
  const switchboard = new Switchboard(ports, settings, runner);
  const dispatcher = new Dispatcher(ports, settings, runner);
  const { chat, files } = openChat(settings, ports, runner, log);
  return {
    keys,
    clock,
    registry,
    programs,
    presence,
    panel,
    metrics,
    qualities,
    qualityLog,
    runner,
    switchboard,
    dispatcher,
    chat,
    files,
    ...front,
    ...kept,
  };
}

/** How good calls were. */
function openQualities(
  { dataDir }: Settings,
  {
    store,
    clock,
    metrics,
    programs,
    recorder,
  }: Pick<CallPorts, 'store' | 'clock'> & { metrics: Metrics; programs: BusinessRegistry; recorder: Recorder | null },
  log: Logger,
) {
  const qualityLog = new QualityLog(dataDir, (error) =>
    log.error({ err: error }, 'how good a call was could not be written'),
  );
  const qualities = new Qualities({
    store,
    clock,
    keepers: [
      logQuality(log),
      metrics.quality,
      qualityLog.keep,
      (news) => programs.tell('call:quality', news),
      ...(recorder ? [recorder.quality] : []),
    ],
  });
  return { qualityLog, qualities };
}

/** The ends of calls on disk (C20). */
function openLedger({ dataDir }: Settings, log: Logger): EndedCalls {
  return new EndedCalls(dataDir, (error) =>
    log.error({ err: error }, 'the end of a call could not be written: after a restart its pages may take it up again'),
  );
}

/** What programs are told, the records hear too. */
function bothOf(programs: Watchers, recorder: Recorder): Watchers {
  return {
    tell: (name, news) => {
      programs.tell(name, news);
      recorder.hear(name, news);
    },
  };
}

/** What people write and send in calls. */
function openChat({ dataDir, fileMaxBytes }: Settings, ports: CallPorts, runner: CallRunner, log: Logger) {
  const { store, endpoints, watchers, clock } = ports;
  const onFault = (error: unknown) =>
    log.error({ err: error }, 'what was said in a call could not be kept: a restart of the server would lose it');
  const parties = new CallParties(store, (callId) => runner.rooms.settled(callId));
  const folders = new CallFolders({ dataDir, clock, parties, onFault });
  const shelf = new FileShelf({ folders, maxBytes: fileMaxBytes });
  const keep = new ChatDisk(folders, onFault);
  const chat = new Chat({ parties, endpoints, watchers, keep, files: shelf, clock });
  return { chat, files: { shelf, parties, folder: folders.root } };
}

/** The business server that is asked over HTTP, if there is one. */
async function attachWebhook(panel: Panel, { decideUrl, decideMs }: Settings): Promise<DecideWebhook | null> {
  if (!decideUrl) return null;
  const webhook = await DecideWebhook.open(decideUrl, decideMs);
  panel.attach(webhook);
  return webhook;
}

/** What a call's step means to people's pages beside its news: who comes into a call or out of it is busy, or free. */
function toPages(presence: Presence, registry: EndpointRegistry, store: CallStore): CallWatcher {
  return (before, after) => {
    const were = before && isLive(before) ? partiesIn(before) : [];
    const are = isLive(after) ? partiesIn(after) : [];
    for (const userId of are) if (!were.includes(userId)) presence.changed(userId);
    for (const userId of were) {
      if (are.includes(userId)) continue;
      presence.changed(userId);
      // Whoever leaves a call may be in another still, whose room it was made into.
      void store.liveCallOf(userId).then((call) => call ?? registry.closeExpired(userId));
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
