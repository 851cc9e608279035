import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandInput } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { NOT_IN_CALL, ring, talk } from '../../test/calls.js';
import { qualityOf } from '../../test/quality.js';
import { testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';

const town = useTown();

function isKept(callId: string): unknown[] {
  const folder = join(town.server.dataDir, 'quality');
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  return lines.map((line) => JSON.parse(line)).filter((record) => record.callId === callId);
}

describe('how good a call was', () => {
  it('[command call:quality] [business news call:quality] [quality record] each side says after the end, and business servers, the disk and the figures have it once', async () => {
    const watcher = await town.attach();
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    await ann.does('call:finish', { callId });
    const relayed = qualityOf({ route: { relayed: true, protocol: 'tls' }, reconnects: 2 });
    expect(await ann.does('call:quality', { callId, quality: qualityOf() })).toBeNull();
    expect(await bob.does('call:quality', { callId, quality: relayed })).toBeNull();
    expect(await watcher.next('call:quality')).toEqual({ callId, side: 'caller', quality: qualityOf() });
    expect(await watcher.next('call:quality')).toEqual({ callId, side: 'callee', quality: relayed });
    // Said again: acknowledged, and nothing more.
    expect(await ann.does('call:quality', { callId, quality: relayed })).toBeNull();
    await watcher.settle();
    expect(watcher.news('call:quality')).toHaveLength(2);
    await expect.poll(() => isKept(callId)).toHaveLength(2);
    expect(isKept(callId)).toEqual([
      { at: expect.any(Number), callId, side: 'caller', quality: qualityOf() },
      { at: expect.any(Number), callId, side: 'callee', quality: relayed },
    ]);
    const figures = await (await fetch(`${town.server.url}/metrics`)).text();
    expect(figures).toContain('frontdesk_call_sides_total{route="relayed"} 1');
    expect(figures).toContain('frontdesk_call_reconnects_total 2');
    expect(figures).toContain('frontdesk_call_worst_round_trip_seconds_count 2');
  });

  it('[quality record] said in the call is what counts only if nothing is said after it', async () => {
    const watcher = await town.attach();
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    await ann.does('call:quality', { callId, quality: qualityOf({ seconds: 1 }) });
    await ann.does('call:quality', { callId, quality: qualityOf({ seconds: 2 }) });
    await watcher.settle();
    expect(watcher.news('call:quality')).toEqual([]);
    await ann.does('call:finish', { callId });
    await ann.does('call:quality', { callId, quality: qualityOf({ seconds: 3 }) });
    expect(await watcher.next('call:quality')).toMatchObject({ callId, quality: { seconds: 3 } });
  });

  it('[quality record] [C24] is taken of the two bound pages of a call that has started, and of nobody else', async () => {
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const other = await town.another(bob);
    const cid = await town.enter('Cid');
    const ringing = await ring(ann, bob);
    const say = { callId: ringing.callId, quality: qualityOf() };
    expect(await ann.isRefused('call:quality', say)).toEqual(NOT_IN_CALL);
    await bob.does('call:reply', { callId: ringing.callId, code: 0 });
    for (const stranger of [cid, other]) expect(await stranger.isRefused('call:quality', say)).toEqual(NOT_IN_CALL);
    expect(await ann.isRefused('call:quality', { ...say, callId: 'none' })).toEqual(NOT_IN_CALL);
    await ann.does('call:finish', { callId: ringing.callId });
    for (const stranger of [cid, other]) expect(await stranger.isRefused('call:quality', say)).toEqual(NOT_IN_CALL);
    expect(await bob.does('call:quality', say)).toBeNull();
  });

  it('[POST /api/v1/quality] takes the last word of a page that closes in its call', async () => {
    const watcher = await town.attach();
    const ann = await town.enter('Ann');
    const bob = await town.enter('Bob');
    const { callId } = await talk(ann, bob);
    const quality: CommandInput<'call:quality'>['quality'] = qualityOf({ seconds: 7 });
    const token = await testToken(ann.userId);
    const post = (body: unknown) =>
      fetch(`${town.server.url}/api/v1/quality`, { method: 'POST', body: JSON.stringify(body) });
    const said = { token, endpointId: ann.endpointId, callId, quality };
    expect((await post(said)).status).toBe(204);
    expect((await post({ ...said, endpointId: bob.endpointId })).status).toBe(404);
    expect((await post({ ...said, token: 'x' })).status).toBe(401);
    expect((await post({ ...said, quality: {} })).status).toBe(400);
    // The page does not come back: bob goes on, ends it, and what waits is kept when the call is forgotten.
    await bob.does('call:finish', { callId });
    await ann.does('call:quality', { callId, quality: qualityOf({ seconds: 8 }) });
    expect(await watcher.next('call:quality')).toMatchObject({ callId, side: 'caller', quality: { seconds: 8 } });
  });
});
