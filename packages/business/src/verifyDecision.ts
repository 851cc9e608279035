import type { CallSnapshot } from '@frontdesk/protocol';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/** A question as Frontdesk posts it to `DECIDE_URL`. */
export interface SignedRequest {
  /** As `DECIDE_SECRET`: `whsec_` and base64. */
  readonly secret: string;
  /** With lower-case names, as Node and fetch give them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it came: parsed and written again it would not have this signature. */
  readonly body: string;
}

/** The call in question; or why it is none, with the HTTP status that says so. */
export type Question =
  | { readonly ok: true; readonly id: string; readonly call: CallSnapshot }
  | { readonly ok: false; readonly status: 400 | 401; readonly reason: string };

/**
 * Checks that a request is a question of Frontdesk's: signed with this secret (Standard Webhooks), not more than 5 minutes
 * old, and about a call. Whoever answers by hand needs nothing else; a repeat within those 5 minutes is theirs to notice, by
 * its `id`.
 *
 * @throws Error if the secret is no secret.
 */
export function verifyDecision({ secret, headers, body }: SignedRequest): Question {
  const webhook = new Webhook(secret);
  const given = (name: string): string => String(headers[name] ?? '');
  const id = given('webhook-id');
  const signed = {
    'webhook-id': id,
    'webhook-timestamp': given('webhook-timestamp'),
    'webhook-signature': given('webhook-signature'),
  };
  try {
    webhook.verify(body, signed, { jsonParse: false });
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    return { ok: false, status: 401, reason: error.message };
  }
  const call = callOf(body);
  return call ? { ok: true, id, call } : { ok: false, status: 400, reason: 'not a question about a call' };
}

/** What is signed is believed, so only its kind is looked at. */
function callOf(body: string): CallSnapshot | null {
  try {
    const { type, data } = JSON.parse(body) as { type?: unknown; data?: { call?: CallSnapshot } };
    return type === 'call.decide' && data?.call ? data.call : null;
  } catch {
    return null;
  }
}
