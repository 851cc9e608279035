import type { User } from '@frontdesk/protocol';
import type { Credentials, RenewOutcome } from '../Credentials.js';
import type { JoinResult } from '../identity/Identity.js';
import { asSession, httpDoor, isHalfSpent, type Session, type SessionDoor } from '../identity/sessions.js';
import { Keep } from '../Keep.js';
import { randomId } from '../randomId.js';

/** That this browser stands in a queue's line, or talks to its agent: what a page that is opened anew goes back to. */
export interface VisitMark {
  readonly queueId: string;
  readonly queueName: string;
  /** When the page was last known to live, epoch ms. */
  readonly at: number;
}

export interface CustomerPorts {
  readonly keep: Keep;
  readonly door: SessionDoor;
  readonly now: () => number;
}

const OURS = 'frontdesk-queue.';
const SESSION = 'session';
const ENDPOINT = 'endpoint';
const VISIT = 'visit';

/**
 * Who a customer is to the company: one person per browser, so that a page which was closed in line finds its place, and
 * so that the company knows who called before.
 *
 * Everything lies in localStorage under a prefix of its own: one tab at a time goes by it, the one that holds
 * {@link claimLine}. A name is asked for each call; with the token of the last one the server keeps the person the same.
 */
export class Customer implements Credentials {
  readonly settled = Promise.resolve();
  readonly #ports: CustomerPorts;
  #session: Session | null;
  #endpointId: string;

  constructor(ports: Partial<CustomerPorts> = {}) {
    this.#ports = {
      keep: ports.keep ?? customerKeep(),
      door: ports.door ?? httpDoor(),
      now: ports.now ?? Date.now,
    };
    this.#session = asSession(this.#ports.keep.read(SESSION));
    const kept = this.#ports.keep.read(ENDPOINT);
    this.#endpointId = typeof kept === 'string' && kept !== '' ? kept : randomId();
  }

  /** Who called from this browser before; null: nobody that it remembers. */
  get known(): User | null {
    return this.#session?.user ?? null;
  }

  /** What a client of this customer keeps its call in. */
  get keep(): Keep {
    return this.#ports.keep;
  }

  /** The visit that a page of this browser was in when it was closed; null if there is none. */
  get visit(): VisitMark | null {
    return asMark(this.#ports.keep.read(VISIT));
  }

  /** Is this person from now on: the one from before under this name, if the server knows them. */
  readonly join = async (name: string): Promise<JoinResult> => {
    const opened = await this.#ports.door.open(name, this.#session?.token);
    if (!opened.ok) return opened;
    this.#adopt(opened.session);
    return { ok: true };
  };

  /** A visit has begun, or goes on. */
  readonly mark = (visit: Omit<VisitMark, 'at'>): void =>
    this.#ports.keep.write(VISIT, { ...visit, at: this.#ports.now() });

  /** It is over. */
  readonly unmark = (): void => this.#ports.keep.forget(VISIT);

  /** Nothing of this person is left in this browser. */
  readonly forget = (): void => {
    this.#session = null;
    this.#ports.keep.forgetAll('');
  };

  token(): string | null {
    return this.#session?.token ?? null;
  }

  endpointId(): string {
    return this.#endpointId;
  }

  keepEndpointId(endpointId: string): void {
    this.#endpointId = endpointId;
    this.#ports.keep.write(ENDPOINT, endpointId);
  }

  async renew(): Promise<RenewOutcome> {
    const before = this.#session;
    if (!before) return 'rejected';
    const renewed = await this.#ports.door.renew(before.token);
    if (renewed.ok) this.#adopt(renewed.session);
    return renewed.ok ? 'renewed' : renewed.reason;
  }

  /** Renews a token that gets old; for pages that stay open for long. */
  async refresh(): Promise<void> {
    if (this.#session && isHalfSpent(this.#session, this.#ports.now())) await this.renew();
  }

  #adopt(session: Session): void {
    this.#session = session;
    this.#ports.keep.write(SESSION, session);
    this.#ports.keep.write(ENDPOINT, this.#endpointId);
  }
}

/** localStorage under a prefix of our own: a call page of the same browser has another person in it, and signs out by itself. */
function customerKeep(): Keep {
  return new Keep(() => {
    const storage = globalThis.localStorage;
    if (!storage) return null;
    return {
      getItem: (key) => storage.getItem(OURS + key),
      setItem: (key, value) => storage.setItem(OURS + key, value),
      removeItem: (key) => storage.removeItem(OURS + key),
      key: (at) => {
        const key = storage.key(at);
        return key?.startsWith(OURS) ? key.slice(OURS.length) : null;
      },
      get length() {
        return storage.length;
      },
    };
  });
}

function asMark(value: unknown): VisitMark | null {
  if (typeof value !== 'object' || value === null) return null;
  const { queueId, queueName, at } = value as Record<string, unknown>;
  if (typeof queueId !== 'string' || typeof queueName !== 'string' || typeof at !== 'number') return null;
  return { queueId, queueName, at };
}
