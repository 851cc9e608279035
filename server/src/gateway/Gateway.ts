import type { Server as HttpServer } from 'node:http';
import { CODES, LIMITS, type Result } from '@frontdesk/protocol';
import { commandSchemas } from '@frontdesk/protocol/schemas';
import { Server } from 'socket.io';
import { refused } from '../calls/answer.js';
import type { Qualities } from '../calls/Qualities.js';
import type { Switchboard } from '../calls/Switchboard.js';
import type { Chat } from '../chat/Chat.js';
import type { AgentsDesk } from '../reception/AgentsDesk.js';
import { BatchedWebSocketServer } from './BatchedWebSocketServer.js';
import { BusinessGateway, type BusinessParts } from './BusinessGateway.js';
import { ALLOWED_EXPIRED, type Handlers, handlersOf, type Sender } from './commands.js';
import { Decoder } from './Decoder.js';
import { Encoder } from './Encoder.js';
import type { EndpointRegistry } from './EndpointRegistry.js';
import { handle } from './handle.js';
import { identify } from './identify.js';
import { OpenLines } from './OpenLines.js';
import type { CallServer, Page, PageSocket } from './Page.js';
import { RateWindows } from './RateWindow.js';
import { Turns } from './Turns.js';

/** A page is missed after at most these two together, in ms; Socket.IO's own defaults take up to 45 s. */
const PING = { pingInterval: 5_000, pingTimeout: 5_000 };

/** Three times a page's share, for all pages of a user; ten times it closes the connection (section 3). */
const USER_SHARE = 3;
const CLOSE_SHARE = 10;

/** How long connections may take to close in good order when the server closes, in ms. */
const CLOSE_MS = 2_000;

export interface GatewayParts extends BusinessParts {
  readonly switchboard: Switchboard;
  readonly chat: Chat;
  readonly qualities: Qualities;
  readonly agents: AgentsDesk;
  readonly registry: EndpointRegistry;
  readonly isOriginAllowed: (origin: string) => boolean;
  /** Commands per page in 10 s; 0 for no limit. */
  readonly rateCommands: number;
  readonly version: string;
}

/** The edge of the wire: connections become pages, packets become commands. */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #io: CallServer;
  readonly #lines: OpenLines;
  readonly #vocabulary: { readonly schemas: typeof commandSchemas; readonly handlers: Handlers };
  /** Commands by page, and by user of all pages together. */
  readonly #windows = new RateWindows();

  constructor(http: HttpServer, parts: GatewayParts) {
    this.#parts = parts;
    this.#lines = new OpenLines(http);
    this.#vocabulary = {
      schemas: commandSchemas,
      handlers: handlersOf(parts),
    };
    this.#io = new Server(http, {
      ...PING,
      wsEngine: BatchedWebSocketServer,
      parser: { Encoder, Decoder },
      serveClient: false,
      maxHttpBufferSize: LIMITS.packetBytes,
      allowRequest: (request, decide) => {
        const { origin } = request.headers;
        // Browsers always say where a page comes from; for programs the token decides.
        decide(null, origin === undefined || parts.isOriginAllowed(origin));
      },
    });
    this.#io.use(identify(parts.keys, parts.registry, parts.switchboard));
    this.#io.on('connection', (socket) => this.#connect(socket));
    parts.presence.attach(this.#io);
    new BusinessGateway(this.#io, parts);
  }

  /** Tells every page "back in a moment" and closes all connections and the HTTP server. */
  async close(): Promise<void> {
    this.#io.emit('server:closing', {});
    const late = setTimeout(() => this.#lines.cut(), CLOSE_MS);
    await this.#io.close();
    clearTimeout(late);
  }

  #connect(socket: PageSocket): void {
    const { registry, switchboard, presence, agents, log } = this.#parts;
    const { user, endpointId } = socket.data;
    // Disabled on the way from the handshake to here.
    if (this.#parts.keys.revoked.has(user.userId)) socket.data.isExpired = true;
    const page = registry.add(user, endpointId, socket);
    agents.lost(user.userId, endpointId);
    const sender = { page, from: { ...user, endpointId } };
    const turns = new Turns();
    // Neither the upgrade request nor its headers are looked at again; they are a third of an idle connection's memory.
    Object.assign(socket.conn, { request: null });
    socket.handshake.headers = {};
    const opened = this.#open(page).catch((error: unknown) => {
      log.error({ err: error, userId: user.userId }, 'a page could not be greeted');
      socket.disconnect(true);
    });
    // Not onAny: behind it each packet goes on to listeners that there are none of.
    socket.use(([name, ...args]) => {
      if (page.isOpen) this.#receive(turns, sender, name, args);
      else void opened.then(() => this.#receive(turns, sender, name, args));
    });
    socket.on('disconnect', () => {
      if (!registry.remove(page)) return;
      presence.changed(user.userId);
      agents.lost(user.userId, endpointId);
      void switchboard.endpointLost(user.userId, endpointId, page.saidBye);
    });
  }

  /** Snapshot first: what is, before anything that happens. */
  async #open(page: Page): Promise<void> {
    const { switchboard, presence, clock, version } = this.#parts;
    const { user, endpointId } = page;
    await switchboard.endpointFound(user.userId, endpointId);
    const { calls, ended } = await switchboard.session(user.userId, endpointId);
    page.open({ user, endpointId, serverTime: clock.now(), version, calls, ended });
    // The call for which an expired token was let in may have ended on the way here.
    if (page.socket.data.isExpired && !(await switchboard.isInCall(user.userId, endpointId)))
      page.socket.disconnect(true);
    presence.changed(user.userId);
  }

  #receive(turns: Turns, sender: Sender, name: string, args: readonly unknown[]): void {
    const refusal = this.#refusal(sender.page, name);
    const surroundings = { refusal, log: this.#parts.log, userId: sender.from.userId };
    turns.take(() => handle(this.#vocabulary, sender, name, args, surroundings));
  }

  /** Why a well-formed command is not carried out, if so. */
  #refusal(page: Page, name: string): Result<never> | null {
    const { rateCommands, clock } = this.#parts;
    if (rateCommands > 0) {
      const now = clock.now();
      const { userId } = page.user;
      const count = this.#windows.count(`${userId} ${page.endpointId}`, now);
      if (count > rateCommands * CLOSE_SHARE) page.socket.disconnect(true);
      if (count > rateCommands || this.#windows.count(userId, now) > rateCommands * USER_SHARE) {
        return refused(CODES.rateLimited, 'too many commands, wait 10 s');
      }
    }
    if (page.socket.data.isExpired && !ALLOWED_EXPIRED.has(name)) {
      return refused(CODES.notAllowed, 'the token has expired, renew it');
    }
    return null;
  }
}
