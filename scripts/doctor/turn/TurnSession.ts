import { randomBytes } from 'node:crypto';
import type { TurnAddress } from '../../../server/src/settings/turnUrl.js';
import {
  ATTRIBUTES,
  decodeAddress,
  decodeAnswer,
  encodeAddress,
  encodeRequest,
  isData,
  longTermKey,
  type Method,
  type StunAnswer,
  TRANSACTION_BYTES,
  uint32,
} from './stunMessage.js';
import { openTransport, type Transport } from './Transport.js';

export interface TurnCredentials {
  readonly username: string;
  readonly credential: string;
}

export interface TurnSessionOptions {
  /** How long connecting, and each answer, may take, in ms. */
  readonly limitMs?: number;
  /** Whether a certificate must be one that this machine believes; true unless said otherwise. */
  readonly isCertificateChecked?: boolean;
}

/** What the server said: 0, or an error of RFC 8656 such as 401 or 403, with its words. */
export interface TurnResult {
  readonly error: number;
  readonly reason: string;
}

export interface Allocation extends TurnResult {
  /** Where peers reach whoever has the allocation; null on an error. */
  readonly relayed: { readonly address: string; readonly port: number } | null;
}

type Attribute = readonly [type: number, value: Buffer];

/** Over UDP a request is said again after 0.5 s, 1 s, 2 s … (RFC 8489, 6.2.1). */
const FIRST_RETRY_MS = 500;
const LIMIT_MS = 5_000;
/** A server asks for the name with 401, and with 438 when its nonce is too old. */
const CHALLENGES = [401, 438];
const UDP_RELAY = 17 << 24;
const FAMILY_SIX = 2 << 24;

/** One client of a TURN server, as a browser is one, for looking at what the server grants and refuses. */
export class TurnSession {
  readonly #credentials: TurnCredentials;
  readonly #limitMs: number;
  readonly #waiting = new Map<string, { readonly resolve: (answer: StunAnswer) => void; reject(error: Error): void }>();
  #transport: Transport | null = null;
  #onData: () => void = () => undefined;
  #challenge: { readonly realm: Buffer; readonly nonce: Buffer } | null = null;

  private constructor(credentials: TurnCredentials, limitMs: number) {
    this.#credentials = credentials;
    this.#limitMs = limitMs;
  }

  /** Connects. Rejects with the system's error, such as ECONNREFUSED or what is wrong with the certificate. */
  static async open(
    address: TurnAddress,
    credentials: TurnCredentials,
    { limitMs = LIMIT_MS, isCertificateChecked = true }: TurnSessionOptions = {},
  ): Promise<TurnSession> {
    const session = new TurnSession(credentials, limitMs);
    session.#transport = await openTransport(address, {
      limitMs,
      isCertificateChecked,
      onMessage: (message) => session.#take(message),
      onLost: (error) => session.#lose(error),
    });
    return session;
  }

  /** Asks under which address the server sees us; null if it does not say. */
  async bind(): Promise<string | null> {
    const answer = await this.#ask('binding', () => []);
    const mapped = answer.attributes.get(ATTRIBUTES.mappedAddress);
    return mapped ? decodeAddress(mapped, Buffer.from(answer.transaction, 'hex')).address : null;
  }

  /** Asks for a relay. `isSix`: with an IPv6 address. */
  async allocate({ isSix = false }: { readonly isSix?: boolean } = {}): Promise<Allocation> {
    const wanted: Attribute[] = [[ATTRIBUTES.requestedTransport, uint32(UDP_RELAY)]];
    if (isSix) wanted.push([ATTRIBUTES.addressFamily, uint32(FAMILY_SIX)]);
    const answer = await this.#ask('allocate', () => wanted);
    const relayed = answer.attributes.get(ATTRIBUTES.relayedAddress);
    return {
      error: answer.error,
      reason: answer.reason,
      relayed: relayed ? decodeAddress(relayed, Buffer.from(answer.transaction, 'hex')) : null,
    };
  }

  /** Asks to exchange data with this address over the allocation. */
  permit(peer: string): Promise<TurnResult> {
    return this.#ask('createPermission', (transaction) => [
      [ATTRIBUTES.peerAddress, encodeAddress(peer, 0, transaction)],
    ]);
  }

  /** Asks to keep the allocation for so long, in seconds; 0 gives it back. */
  refresh(seconds: number): Promise<TurnResult> {
    return this.#ask('refresh', () => [[ATTRIBUTES.lifetime, uint32(seconds)]]);
  }

  /** Whether data of a peer arrives here after `send`, which is done again as long as it does not: datagrams get lost. */
  async isReached(send: () => void): Promise<boolean> {
    const sending = setInterval(send, FIRST_RETRY_MS);
    let limit: NodeJS.Timeout | undefined;
    const arrived = await new Promise<boolean>((done) => {
      this.#onData = () => done(true);
      limit = setTimeout(done, this.#limitMs, false);
      send();
    });
    clearInterval(sending);
    clearTimeout(limit);
    return arrived;
  }

  close(): void {
    this.#transport?.close();
    this.#lose(new Error('closed'));
  }

  /** Asks, and where the server wants to know who asks, says it and asks again. */
  async #ask(method: Method, attributes: (transaction: Buffer) => readonly Attribute[]): Promise<StunAnswer> {
    const answer = await this.#send(method, attributes);
    if (!CHALLENGES.includes(answer.error)) return answer;
    const realm = answer.attributes.get(ATTRIBUTES.realm);
    const nonce = answer.attributes.get(ATTRIBUTES.nonce);
    // Asked again although it was said who asks: that was not believed.
    if (!realm || !nonce || (this.#challenge && answer.error === 401)) return answer;
    this.#challenge = { realm, nonce };
    return this.#send(method, attributes);
  }

  #send(method: Method, attributesFor: (transaction: Buffer) => readonly Attribute[]): Promise<StunAnswer> {
    const transaction = randomBytes(TRANSACTION_BYTES);
    const attributes = [...attributesFor(transaction)];
    let key: Buffer | undefined;
    if (this.#challenge) {
      const { realm, nonce } = this.#challenge;
      const { username, credential } = this.#credentials;
      attributes.push(
        [ATTRIBUTES.username, Buffer.from(username)],
        [ATTRIBUTES.realm, realm],
        [ATTRIBUTES.nonce, nonce],
      );
      key = longTermKey(username, realm.toString(), credential);
    }
    return this.#answerTo(transaction.toString('hex'), encodeRequest(method, transaction, attributes, key));
  }

  #answerTo(transaction: string, message: Buffer): Promise<StunAnswer> {
    const transport = this.#transport;
    if (!transport) return Promise.reject(new Error('closed'));
    let retry: NodeJS.Timeout | undefined;
    let limit: NodeJS.Timeout | undefined;
    const sendAndWait = (waitMs: number) => {
      transport.send(message);
      if (transport.isLossy) retry = setTimeout(sendAndWait, waitMs, waitMs * 2);
    };
    return new Promise<StunAnswer>((resolve, reject) => {
      this.#waiting.set(transaction, { resolve, reject });
      limit = setTimeout(() => reject(new Error(`no answer within ${this.#limitMs / 1000} s`)), this.#limitMs);
      sendAndWait(FIRST_RETRY_MS);
    }).finally(() => {
      clearTimeout(retry);
      clearTimeout(limit);
      this.#waiting.delete(transaction);
    });
  }

  #take(message: Buffer): void {
    if (isData(message)) this.#onData();
    const answer = decodeAnswer(message);
    if (answer) this.#waiting.get(answer.transaction)?.resolve(answer);
  }

  #lose(error: Error): void {
    this.#transport = null;
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}
