import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

const LIMIT_MS = 5_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** Asks over HTTP, whatever certificate is shown: that one is looked at by itself. Rejects without an answer. */
export function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, { headers, timeout: LIMIT_MS, rejectUnauthorized: false, agent: false });
    request.once('timeout', () => request.destroy(new Error(`no answer within ${LIMIT_MS / 1000} s`)));
    request.once('error', reject);
    request.once('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, body: '', headers: response.headers });
    });
    request.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        // Whatever answers there: no more than tells who it is.
        if (body.length < 10_000) body += part;
      });
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
    });
    request.end();
  });
}

/** Whether it is Frontdesk that answers `/healthz` so. */
export function isHealthy({ status, body }: Answer): boolean {
  return status === 200 && body === '{"status":"ok"}';
}
