import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ring, talk } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { bringIn, hosted } from '../../test/room.js';
import { testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const town = useTown({ FILE_MAX_BYTES: '2000000' });
const off = useTown({ FILE_MAX_BYTES: '0' });

const TUS = { 'tus-resumable': '1.0.0' };
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');

type Asked = RequestInit & { readonly as?: string; readonly role?: 'business' | 'agent'; readonly tokenMs?: number };

/** Asks with the token of a user. */
async function ask(path: string, { as, role, tokenMs, headers, ...init }: Asked): Promise<Response> {
  const token =
    as === undefined ? {} : { authorization: `Bearer ${await testToken(as, as, role ?? 'caller', tokenMs)}` };
  const url = path.startsWith('http') ? path : `${town.server.url}${path}`;
  return fetch(url, { ...init, headers: { ...TUS, ...token, ...headers } });
}

const filesOf = (callId: string) => `/api/v1/calls/${callId}/files`;

function create(callId: string, as: string | undefined, size: number | string, name = 'bill.pdf', more: Asked = {}) {
  const headers = {
    'upload-length': String(size),
    'upload-metadata': `filename ${base64(name)},filetype ${base64('application/pdf')}`,
  };
  return ask(filesOf(callId), { method: 'POST', ...(as === undefined ? {} : { as }), ...more, headers });
}

function patch(location: string, as: string, offset: number, bytes: Uint8Array): Promise<Response> {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  return ask(location, { method: 'PATCH', as, headers, body: bytes as Uint8Array<ArrayBuffer> });
}

async function offsetOf(location: string, as: string): Promise<number> {
  return Number((await ask(location, { method: 'HEAD', as })).headers.get('upload-offset'));
}

async function send(callId: string, as: string, bytes: Uint8Array, name?: string): Promise<string> {
  const made = await create(callId, as, bytes.length, name);
  expect(made.status).toBe(201);
  const location = made.headers.get('location') ?? '';
  expect((await patch(location, as, 0, bytes)).status).toBe(204);
  return location;
}

const idIn = (location: string) => location.split('/').at(-1) ?? '';

async function inCall(): Promise<{ ann: Person; bob: Person; callId: string }> {
  const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
  return { ann, bob, callId: (await talk(ann, bob)).callId };
}

/** Sends a part of what was said to come, waits until some of it is on disk, and breaks the line. */
async function cutAfter(location: string, as: string, part: Uint8Array, whole: number): Promise<void> {
  const token = await testToken(as, as);
  const headers = {
    ...TUS,
    authorization: `Bearer ${token}`,
    'upload-offset': '0',
    'content-type': 'application/offset+octet-stream',
    'content-length': String(whole),
  };
  const line = request(`${town.server.url}${location}`, { method: 'PATCH', headers });
  const isCut = new Promise<void>((resolve) => line.on('close', resolve));
  line.on('error', () => undefined);
  line.write(part);
  const file = join(town.server.dataDir, location.replace('/api/v1/', ''));
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(0), { timeout: 10_000 });
  line.destroy();
  await isCut;
}

describe('files', () => {
  it('[files] [file sent] go from one to the other as they are, and are told as a message', async () => {
    const { ann, bob, callId } = await inCall();
    const bytes = randomBytes(900_000);
    const location = await send(callId, ann.userId, bytes, '../übung "1".pdf');
    const said = await ann.does('call:message', { callId, messageId: 'f', kind: 'file', fileId: idIn(location) });
    const file = { fileId: idIn(location), name: 'übung 1.pdf', size: 900_000, type: 'application/pdf' };
    expect(said).toMatchObject({ kind: 'file', text: '', file });
    expect(await bob.next('call:message')).toEqual(said);
    const got = await ask(`${filesOf(callId)}/${file.fileId}`, { as: bob.userId });
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''%C3%BCbung%201.pdf",
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(sha(new Uint8Array(await got.arrayBuffer()))).toBe(sha(bytes));
  });

  it('[file resumed] go on where the line broke', async () => {
    const { ann, bob, callId } = await inCall();
    const bytes = randomBytes(600_000);
    const location = (await create(callId, ann.userId, bytes.length)).headers.get('location') ?? '';
    await cutAfter(location, ann.userId, bytes.subarray(0, 200_000), bytes.length);
    const here = await offsetOf(location, ann.userId);
    expect(here).toBeGreaterThan(0);
    expect(here).toBeLessThanOrEqual(200_000);
    expect((await patch(location, ann.userId, here + 1, bytes.subarray(here + 1))).status).toBe(409);
    const at = await offsetOf(location, ann.userId);
    expect((await patch(location, ann.userId, at, bytes.subarray(at))).status).toBe(204);
    await ann.does('call:message', { callId, messageId: 'f', kind: 'file', fileId: idIn(location) });
    const got = await ask(location, { as: bob.userId });
    expect(sha(new Uint8Array(await got.arrayBuffer()))).toBe(sha(bytes));
  });

  it('[files] that are not whole can be neither sent nor had', async () => {
    const { ann, bob, callId } = await inCall();
    const location = (await create(callId, ann.userId, 10)).headers.get('location') ?? '';
    await patch(location, ann.userId, 0, randomBytes(9));
    const message = { callId, messageId: 'f', kind: 'file', fileId: idIn(location) } as const;
    expect(await ann.isRefused('call:message', message)).toMatchObject({ code: 21 });
    expect((await ask(location, { as: bob.userId })).status).toBe(404);
    await patch(location, ann.userId, 9, randomBytes(1));
    expect(await bob.isRefused('call:message', message)).toMatchObject({ code: 21 });
    await ann.does('call:message', message);
  });

  it('[C24] [files] are for the two of the call: a stranger is told the same of every call, and of every file', async () => {
    const { ann, bob, callId } = await inCall();
    const location = await send(callId, ann.userId, randomBytes(10));
    const eve = 'eve';
    const answers = [
      await create(callId, eve, 10),
      await create(randomUUID(), eve, 10),
      await ask(location, { as: eve }),
      await ask(`${filesOf(randomUUID())}/${idIn(location)}`, { as: eve }),
      await ask(`${filesOf(callId)}/${randomUUID()}`, { as: bob.userId }),
      await ask(location, { as: eve, method: 'DELETE' }),
      await ask(location, { as: bob.userId, method: 'DELETE' }),
      await patch(location, bob.userId, 10, randomBytes(1)),
      await ask(`${filesOf('..%2f..')}/auth-secret`, { as: eve, role: 'business' }),
      await ask(`${filesOf(callId)}/..%2fmessages.jsonl`, { as: bob.userId }),
      await ask(`${location}.json`, { as: bob.userId }),
    ];
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(bodies.size).toBe(1);
    expect(JSON.parse([...bodies][0] ?? '')).toMatchObject({ code: 100107, name: 'not_in_call' });
    expect((await ask(location, { as: eve, method: 'HEAD' })).status).toBe(404);
    for (const nobody of [await create(callId, undefined, 10), await ask(location, {})])
      expect(nobody.status).toBe(401);
    expect((await ask(location, { as: ann.userId, tokenMs: -25 * 3_600_000 })).status).toBe(401);
    expect((await ask(location, { as: bob.userId, tokenMs: -60_000 })).status).toBe(200);
  });

  it('[files] are refused before the start and after the end, when they can still be had, also by programs', async () => {
    const [ann, bob] = [await town.enter('Ann'), await town.enter('Bob')];
    const { callId } = await ring(ann, bob);
    expect((await create(callId, ann.userId, 10)).status).toBe(404);
    await bob.does('call:reply', { callId, code: 0 });
    const location = await send(callId, ann.userId, randomBytes(10));
    const half = (await create(callId, ann.userId, 10)).headers.get('location') ?? '';
    await bob.does('call:finish', { callId });
    expect((await create(callId, ann.userId, 10)).status).toBe(404);
    expect((await patch(half, ann.userId, 0, randomBytes(10))).status).toBe(404);
    expect((await ask(location, { as: bob.userId })).status).toBe(200);
    expect((await ask(location, { as: 'desk', role: 'business' })).status).toBe(200);
    expect((await ask(location, { as: 'agent', role: 'agent' })).status).toBe(404);
    expect((await ask(location, { as: bob.userId, tokenMs: -60_000 })).status).toBe(401);
  });

  it('[file bounds] are of a bounded size and number, and of no size that is not said', async () => {
    const { ann, callId } = await inCall();
    expect((await create(callId, ann.userId, 2_000_001)).status).toBe(413);
    for (const size of ['', '-1', '1e3', '1.5', '9'.repeat(16)])
      expect((await create(callId, ann.userId, size)).status).toBe(400);
    const location = (await create(callId, ann.userId, 10)).headers.get('location') ?? '';
    expect((await patch(location, ann.userId, 0, randomBytes(11))).status).toBe(413);
    expect(await offsetOf(location, ann.userId)).toBe(0);
    const many = await Promise.all(Array.from({ length: 60 }, () => create(callId, ann.userId, 1)));
    expect(many.filter(({ status }) => status === 201)).toHaveLength(49);
    expect(many.filter(({ status }) => status === 403)).toHaveLength(11);
    // A file that is given up makes room.
    expect((await ask(location, { as: ann.userId, method: 'DELETE' })).status).toBe(204);
    expect((await ask(location, { as: ann.userId, method: 'HEAD' })).status).toBe(404);
    expect((await create(callId, ann.userId, 1)).status).toBe(201);
    const large = await inCall();
    const sizes = await Promise.all(Array.from({ length: 6 }, () => create(large.callId, large.ann.userId, 2_000_000)));
    expect(sizes.filter(({ status }) => status === 201)).toHaveLength(4);
  });

  it('[files] say nothing to pages of other origins, and are below the folder of their call', async () => {
    const { ann, callId } = await inCall();
    const location = await send(callId, ann.userId, randomBytes(10), '../../../../escape.txt');
    const foreign = await ask(location, {
      as: ann.userId,
      method: 'HEAD',
      headers: { origin: 'https://evil.example' },
    });
    expect([...foreign.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    const headers = { origin: 'https://evil.example', 'upload-length': '1' };
    expect((await ask(filesOf(callId), { as: ann.userId, method: 'POST', headers })).status).toBe(403);
    const folder = join(town.server.dataDir, 'calls', callId, 'files');
    expect(readdirSync(folder).toSorted()).toEqual([idIn(location), `${idIn(location)}.json`].toSorted());
    expect(existsSync(join(town.server.dataDir, '..', 'escape.txt'))).toBe(false);
  });

  it('[file bounds] can be turned off', async () => {
    const [ann, bob] = [await off.enter('Ann'), await off.enter('Bob')];
    const { callId } = await talk(ann, bob);
    expect((await ann.does('call:messages', { callId })).fileMaxBytes).toBe(0);
    expect((await create(`x/../../${callId}`, ann.userId, 0)).status).toBe(404);
    const url = `${off.server.url}${filesOf(callId)}`;
    expect((await ask(url, { as: ann.userId, method: 'POST', headers: { 'upload-length': '0' } })).status).toBe(413);
  });
});

describe('files in a room of three', () => {
  it('[files] [C36] a joined colleague fetches and sends them, and nobody who is aside or has left', async () => {
    const people = await hosted(town);
    const { bob, cat, host } = people;
    const fetched = async (location: string) => (await ask(location, { as: cat.userId })).status;
    const bill = await send(host.callId, bob.userId, randomBytes(10));
    const side = await bringIn(people, 'aside');
    expect([await fetched(bill), (await create(host.callId, cat.userId, 10)).status]).toEqual([404, 404]);
    await bob.does('call:join', { callId: side.callId });
    expect(await fetched(bill)).toBe(200);
    const fileId = idIn(await send(host.callId, cat.userId, randomBytes(10)));
    const message = { callId: host.callId, messageId: 'f', kind: 'file', fileId } as const;
    expect(await cat.does('call:message', message)).toMatchObject({ file: { fileId } });
    expect(await people.ann.next('call:message')).toMatchObject({ file: { fileId }, from: cat.userId });
    await cat.does('call:finish', { callId: side.callId });
    expect(await fetched(bill)).toBe(404);
  });
});
