import { type TestServer, testToken } from './startServer.js';

/** Sets up a queue by the API, as an operator's program does, or does something else with it. */
export async function putQueue(
  server: Pick<TestServer, 'url'>,
  queue: { readonly queueId: string; readonly [key: string]: unknown },
  method: 'PUT' | 'DELETE' = 'PUT',
): Promise<Response> {
  return asProgram(server, method, `/queues/${queue.queueId}`, method === 'PUT' ? queue : undefined);
}

/** Asks the API with a program's token, or another. */
export async function asProgram(
  { url }: Pick<TestServer, 'url'>,
  method: string,
  path: string,
  body?: object,
  token?: string,
): Promise<Response> {
  const authorization = `Bearer ${token ?? (await testToken('planner', 'Planner', 'business'))}`;
  const headers = { authorization, ...(body ? { 'content-type': 'application/json' } : {}) };
  return fetch(`${url}/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
}
