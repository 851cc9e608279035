import { CODES, type Result } from '@frontdesk/protocol';
import { businessCommandSchemas } from '@frontdesk/protocol/schemas';
import type { Logger } from 'pino';
import type { Keys } from '../auth/secret.js';
import type { Panel } from '../business/Panel.js';
import { refused } from '../calls/answer.js';
import type { Dispatcher } from '../calls/Dispatcher.js';
import type { Clock } from '../calls/ports.js';
import type { BusinessRegistry } from './BusinessRegistry.js';
import { BUSINESS, type BusinessNamespace, type BusinessSocket, memberOf } from './BusinessSocket.js';
import { type BusinessHandlers, businessHandlersOf } from './businessCommands.js';
import { handle } from './handle.js';
import { identifyProgram } from './identify.js';
import type { CallServer } from './Page.js';
import type { Presence } from './Presence.js';
import { RateWindows } from './RateWindow.js';

/** Commands of one program in 10 s: generous, since it acts for everybody; ten times it closes the connection. */
const COMMANDS = 5_000;
const CLOSE_SHARE = 10;

/** A list counts as so many commands: with 5,000 people connected it costs the server as much. */
const LIST_SHARE = 50;

export interface BusinessParts {
  readonly dispatcher: Dispatcher;
  readonly presence: Presence;
  readonly panel: Panel;
  readonly programs: BusinessRegistry;
  readonly clock: Clock;
  readonly keys: Keys;
  /** How long a program may think about a call, in ms. */
  readonly decideMs: number;
  /** 0 turns the limit of programs off too. */
  readonly rateCommands: number;
  readonly log: Logger;
}

/** The edge to an operator's programs: they hear all news, act on all calls, and decide if they say so (section 5). */
export class BusinessGateway {
  readonly #parts: BusinessParts;
  readonly #vocabulary: { readonly schemas: typeof businessCommandSchemas; readonly handlers: BusinessHandlers };
  /** Commands by program, all its connections together. */
  readonly #windows = new RateWindows();

  constructor(io: CallServer, parts: BusinessParts) {
    this.#parts = parts;
    this.#vocabulary = {
      schemas: businessCommandSchemas,
      handlers: businessHandlersOf(parts.dispatcher, parts.presence),
    };
    const namespace = io.of(BUSINESS) as unknown as BusinessNamespace;
    namespace.use(identifyProgram(parts.keys));
    namespace.on('connection', (socket) => this.#connect(socket));
  }

  #connect(socket: BusinessSocket): void {
    const { panel, programs, decideMs, log } = this.#parts;
    const { userId } = socket.data.user;
    const decides = socket.handshake.auth['decides'] === true;
    programs.add(socket);
    const detach = decides ? panel.attach(memberOf(socket, decideMs)) : () => undefined;
    log.info({ business: userId, decides }, 'a business server connected');
    socket.onAny((name: string, ...args: unknown[]) => {
      const surroundings = { refusal: this.#refusal(socket, name), log, userId };
      // In a later turn: what the program has answered in the same breath, say a hold, is carried out first.
      setImmediate(() => void handle(this.#vocabulary, {}, name, args, surroundings));
    });
    socket.on('disconnect', (reason) => {
      programs.remove(socket);
      detach();
      log.info({ business: userId, decides, reason }, 'a business server left');
    });
  }

  #refusal(socket: BusinessSocket, name: string): Result<never> | null {
    const { rateCommands, clock } = this.#parts;
    if (rateCommands === 0) return null;
    const weight = name.endsWith(':list') ? LIST_SHARE : 1;
    const count = this.#windows.count(socket.data.user.userId, clock.now(), weight);
    if (count > COMMANDS * CLOSE_SHARE) socket.disconnect(true);
    return count > COMMANDS ? refused(CODES.rateLimited, 'too many commands, wait 10 s') : null;
  }
}
