import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { useTown } from '../../test/useTown.js';

const town = useTown();

/** A client of a WebSocket and nothing else, as section 7 of docs/protocol.md describes one. */
class BareClient {
  readonly #socket: WebSocket;
  readonly #packets: string[] = [];
  #count = 0;
  #look: () => void = () => undefined;

  constructor(url: string, auth: object) {
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    this.#socket.on('message', (data: Buffer) => {
      const packet = data.toString();
      if (packet.startsWith('0')) this.#socket.send(`40${JSON.stringify(auth)}`);
      else if (packet === '2') this.#socket.send('3');
      else this.#packets.push(packet);
      this.#look();
    });
  }

  /** What stands behind the beginning of the next packet that begins so. */
  async next(beginning: string): Promise<string> {
    for (;;) {
      const at = this.#packets.findIndex((packet) => packet.startsWith(beginning));
      if (at !== -1) return (this.#packets.splice(at, 1)[0] ?? '').slice(beginning.length);
      await new Promise<void>((resolve) => {
        this.#look = resolve;
      });
    }
  }

  /** The payload of the next event of that name. */
  async event<T>(name: string): Promise<T> {
    return JSON.parse(`[${await this.next(`42["${name}",`)}`)[0] as T;
  }

  /** The acknowledgment of a command. */
  async command<T>(name: string, payload: object): Promise<T> {
    const id = this.#count++;
    this.#socket.send(`42${id}${JSON.stringify([name, payload])}`);
    return JSON.parse(await this.next(`43${id}`))[0] as T;
  }

  close(): void {
    this.#socket.close();
  }
}

interface Session {
  readonly token: string;
  readonly user: { readonly userId: string };
}

async function join(name: string): Promise<{ session: Session; client: BareClient }> {
  const { url } = town.server;
  const body = JSON.stringify({ name });
  const headers = { 'content-type': 'application/json' };
  const session = (await (await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers, body })).json()) as Session;
  const client = new BareClient(url, { token: session.token, endpointId: randomUUID(), protocol: 1 });
  await client.event('session:ready');
  return { session, client };
}

it('[command call:request] [news call:start] a client that was written without any library calls and talks', async () => {
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const request = { to: bob.session.user.userId, requestId: randomUUID() };
  expect(await ann.client.command('call:request', request)).toMatchObject({ ok: true, value: { state: 'ringing' } });
  const { call } = await bob.client.event<{ call: { callId: string } }>('call:request');
  const { callId } = call;
  expect(await bob.client.command('call:reply', { callId, code: 0 })).toMatchObject({ ok: true });
  const [atAnn, atBob] = [await ann.client.event('call:start'), await bob.client.event('call:start')];
  expect(atAnn).toMatchObject({ call: { callId, state: 'started' }, param: (atBob as { param: number }).param });
  expect(await ann.client.command('call:finish', { callId })).toMatchObject({ ok: true });
  expect(await bob.client.event('call:finish')).toMatchObject({ code: 0, call: { endedBy: 'caller' } });
  expect(await bob.client.command('call:finish', { callId })).toMatchObject({ ok: false, error: { code: 100107 } });
  for (const { client } of [ann, bob]) client.close();
});

it('[token] and one without a good token is told why', async () => {
  const client = new BareClient(town.server.url, { token: 'none', protocol: 1 });
  expect(await client.next('44')).toBe('{"message":"unauthorized"}');
  client.close();
});
