import type { IncomingMessage, ServerResponse } from 'node:http';
import { ask, type Decide, type DecideOptions, type Verdict } from './decisions.js';
import { type SignedRequest, verifyDecision } from './verifyDecision.js';

/** More than any question: a call with 4,096 characters of text, each escaped, is under 64 KiB. */
const BODY_BYTES = 128 * 1024;
/** How long the id of a question is remembered, in ms: its signature is good for 5 minutes before and after its time. */
const REMEMBER_MS = 10 * 60_000;

export interface WebhookOptions extends DecideOptions {
  /** As `DECIDE_SECRET`: `whsec_` and base64. */
  readonly secret: string;
  readonly decide: Decide;
}

/** The receiver of Frontdesk's questions, for either kind of web server. */
export interface DecideWebhook {
  /** For `http.createServer`, Express and their kin. It needs the body unread: mount it before any body parser. */
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
  /** For Hono and whatever else speaks fetch. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * Answers the signed POST that Frontdesk sends to `DECIDE_URL`: verifies it, refuses a repeat, asks `decide`.
 *
 * An answer of null, or an error without a `fallback`, is a 500: to Frontdesk that is "no answer".
 *
 * @throws Error if the secret is no secret.
 */
export function webhook(options: WebhookOptions): DecideWebhook {
  const { secret, decide, onError = console.error } = options;
  // A bad secret is to be told at the start, not at the first call.
  verifyDecision({ secret, headers: {}, body: '' });
  const isRepeat = memory();
  const answer = async (method: string, headers: SignedRequest['headers'], chunks: Chunks): Promise<Answer> => {
    if (method !== 'POST') return refusal(405, 'only POST');
    const body = await text(chunks);
    if (body === null) return refusal(413, 'too large');
    const question = verifyDecision({ secret, headers, body });
    if (!question.ok) return refusal(question.status, question.reason);
    if (isRepeat(question.id)) return refusal(409, 'this was asked before');
    const verdict = await ask(decide, question.call, options);
    return verdict ? { status: 200, body: verdict } : refusal(500, 'no answer');
  };
  return {
    listener: (request, response) => {
      if (request.readableEnded) onError(new Error('the body was read already: mount this before any body parser'));
      answer(request.method ?? '', request.headers, request).then(
        ({ status, body }) => {
          response.writeHead(status, {
            'content-type': 'application/json',
            ...(status === 413 && { connection: 'close' }),
          });
          response.end(JSON.stringify(body));
        },
        () => response.destroy(),
      );
    },
    fetch: async ({ method, headers, body }) => {
      // Node's streams can be iterated; the types of the browser's cannot.
      const chunks = (body ?? []) as Chunks;
      const said = await answer(method, Object.fromEntries(headers), chunks);
      return Response.json(said.body, { status: said.status });
    },
  };
}

type Chunks = AsyncIterable<Uint8Array> | readonly Uint8Array[];

interface Answer {
  readonly status: number;
  readonly body: Verdict | { readonly error: string };
}

function refusal(status: number, error: string): Answer {
  return { status, body: { error } };
}

/** The whole of a body; null if it is more than a question can be. Rejects if it breaks off. */
async function text(chunks: Chunks): Promise<string | null> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES) return null;
    read.push(chunk);
  }
  return Buffer.concat(read).toString('utf8');
}

/** Whether an id was seen before, while it can come again. */
function memory(): (id: string) => boolean {
  const seen = new Map<string, number>();
  return (id) => {
    const now = Date.now();
    // In the order of their times: what is first is oldest.
    for (const [old, at] of seen) {
      if (at > now - REMEMBER_MS) break;
      seen.delete(old);
    }
    if (seen.has(id)) return true;
    seen.set(id, now);
    return false;
  };
}
