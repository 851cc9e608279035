import type { CallSnapshot } from '@frontdesk/protocol';
import { Webhook } from 'standardwebhooks';
import type { Pool } from 'undici';
import type { Member } from './Member.js';

/** How many requests may be under way at once; each has a connection of its own, which is kept for the next. */
const CONNECTIONS = 128;

/** A decision is a line of JSON; more than this, in bytes, is none. */
const ANSWER_BYTES = 64 * 1024;

export interface WebhookSettings {
  readonly url: string;
  /** `whsec_` and the key in base64, as Standard Webhooks writes it. */
  readonly secret: string;
}

/**
 * A business server that is a web service: asked by a signed POST (Standard Webhooks), answers with the decision.
 *
 * Asks once for each call: a repeated question could be decided twice. Follows no redirect, so that nobody is sent elsewhere
 * with a call. The address is the operator's own, so it may be a private one.
 */
export class DecideWebhook implements Member {
  readonly name: string;
  readonly capacity = CONNECTIONS;
  readonly #path: string;
  readonly #signer: Webhook;
  readonly #pool: Pool;
  readonly #timeoutMs: number;

  private constructor({ url, secret }: WebhookSettings, timeoutMs: number, makePool: (origin: string) => Pool) {
    const { origin, pathname, search } = new URL(url);
    this.name = origin;
    this.#path = pathname + search;
    this.#signer = new Webhook(secret);
    this.#timeoutMs = timeoutMs;
    this.#pool = makePool(origin);
  }

  /** After `timeoutMs` a request is given up, whatever it has brought so far. */
  static async open(settings: WebhookSettings, timeoutMs: number): Promise<DecideWebhook> {
    // Loaded only where it is needed: it takes 19 MB, a quarter of what the server takes without it.
    const { Pool } = await import('undici');
    const options = { connections: CONNECTIONS, maxResponseSize: ANSWER_BYTES, connect: { timeout: timeoutMs } };
    return new DecideWebhook(settings, timeoutMs, (origin) => new Pool(origin, options));
  }

  /** Rejects, with why, on anything but JSON with a status of success, in time. */
  async ask(call: CallSnapshot): Promise<unknown> {
    const now = new Date();
    const body = JSON.stringify({ type: 'call.decide', timestamp: now.toISOString(), data: { call } });
    const id = `decide_${call.callId}`;
    const {
      statusCode,
      headers,
      body: answer,
    } = await this.#pool.request({
      method: 'POST',
      path: this.#path,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'Frontdesk',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': this.#signer.sign(id, now, body),
      },
      body,
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
    // What is wrong is read to its end all the same, within the bounds above: its connection is good for the next question.
    const text = await answer.text();
    if (statusCode < 200 || statusCode > 299) throw new Error(`it answered ${statusCode}`);
    const type = headers['content-type'];
    if (!/^application\/json\s*(;|$)/i.test(String(type))) throw new Error(`it answered with ${type ?? 'no type'}`);
    return JSON.parse(text);
  }

  /** Gives up what is under way and closes the connections. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
