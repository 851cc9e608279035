import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { BatchedWebSocketServer } from './BatchedWebSocketServer.js';

const MESSAGE = 'x'.repeat(256 * 1024);

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Both ends of a connection. */
async function connect(): Promise<{ here: WebSocket; there: WebSocket }> {
  const http = createServer();
  const server = new BatchedWebSocketServer({ noServer: true });
  const opened = new Promise<WebSocket>((resolve) => {
    http.on('upgrade', (request, line, head) => server.handleUpgrade(request, line, head, resolve));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const there = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  await once(there, 'open');
  const here = await opened;
  closing.push(
    () => there.terminate(),
    () => http.close(),
  );
  return { here, there };
}

describe('a connection', () => {
  it('carries text of every length and script, in the order in which it was sent', async () => {
    const { here, there } = await connect();
    const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 100_000];
    const sent = lengths.flatMap((length) => [
      'x'.repeat(length),
      'é'.repeat(length),
      '你好'.repeat(length),
      '🙂'.repeat(length),
    ]);
    const read: string[] = [];
    there.on('message', (data) => read.push(String(data)));
    for (const text of sent) here.send(text);
    here.close();
    await once(there, 'close');
    expect(read).toEqual(sent);
  });

  it('carries binary between texts in its place', async () => {
    const { here, there } = await connect();
    const read: string[] = [];
    there.on('message', (data, isBinary) => read.push(`${isBinary} ${data}`));
    here.send('one');
    here.send(Buffer.from('two'));
    here.send('three');
    here.close();
    await once(there, 'close');
    expect(read).toEqual(['false one', 'true two', 'false three']);
  });

  it('[unread] whose other end does not read is cut off when 16 MiB are unread', async () => {
    const { here, there } = await connect();
    there.pause();
    let sent = 0;
    while (here.readyState === WebSocket.OPEN) {
      here.send(MESSAGE);
      sent += 1;
      await setImmediate();
    }
    // What the kernel holds for both ends comes on top.
    expect(sent).toBeGreaterThan(64);
    expect(sent).toBeLessThan(256);
  });

  it('whose other end reads may be sent as much as it likes', async () => {
    const { here, there } = await connect();
    let read = 0;
    there.on('message', () => {
      read += 1;
    });
    for (let sent = 0; sent < 320; sent += 16) {
      for (let more = 0; more < 16; more += 1) here.send(MESSAGE);
      while (read < sent + 16) await setImmediate();
    }
    expect([read, here.readyState]).toEqual([320, WebSocket.OPEN]);
  });
});
