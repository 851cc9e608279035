import { describe, expect, it } from 'vitest';
import { atWork, takes, visit } from '../../test/Agent.js';
import { requestTo } from '../../test/calls.js';
import { putQueue } from '../../test/plan.js';
import { useTown } from '../../test/useTown.js';

const town = useTown({ RING_MS: '500', GRACE_WAITING_MS: '1000' });
/** Each test has a queue of its own, with a group of its own, so that they can run at the same time. */
let count = 0;
async function aQueue(more: object = {}): Promise<{ queueId: string; group: string }> {
  count += 1;
  const [queueId, group] = [`queue-${count}`, `group-${count}`];
  const tiers = [{ afterSeconds: 0, groups: [group] }];
  await putQueue(town.server, { queueId, name: `Queue ${count}`, tiers, form: [], ...more });
  return { queueId, group };
}

const CLOSED = { timeZone: 'UTC', week: {} };

describe('who calls a queue', () => {
  it('[visit] is told what is missing in the form, before anything else happens', async () => {
    const form = [
      { key: 'name', kind: 'text', isRequired: true },
      { key: 'topic', kind: 'text', isRequired: true },
    ];
    const { queueId } = await aQueue({ form, hours: CLOSED });
    const zoe = await town.enter('Zoe');
    const isRefused = async (text: string) => {
      await zoe.does('call:request', requestTo(`queue.${queueId}`, { text }));
      const { code, text: words, call } = await zoe.next('call:reply');
      expect([code, words, call.state], text).toEqual([21, 'form', 'finished']);
    };
    for (const text of ['', 'Hello', '{}', '[]', '{"form":{"name":"Zoe"}}', '{"form":{"topic":" "}}', '{"form":7}']) {
      await isRefused(text);
    }
    await visit(zoe, queueId, { topic: 'My bill' });
    const { code, text } = await zoe.next('call:reply');
    expect([code, text]).toEqual([100904, 'closed']);
  });

  it('[turned away] [code 100904] is told why nobody is let in', async () => {
    const ann = await town.enter('Ann');
    const zoe = await town.enter('Zoe');
    const words = async (queueId: string) => {
      await visit(zoe, queueId);
      const { code, text, call } = await zoe.next('call:reply');
      return [code, text, call.endedBy];
    };
    expect(await words((await aQueue({ hours: CLOSED })).queueId)).toEqual([100904, 'closed', 'business']);
    expect(await words((await aQueue({ mayWaitForNobody: false })).queueId)).toEqual([100904, 'nobody', 'business']);
    const { queueId } = await aQueue({ maxLength: 1 });
    await visit(ann, queueId);
    expect(await words(queueId)).toEqual([100904, 'full', 'business']);
    expect(await words('of-nobody')).toEqual([100102, '', 'server']);
  });

  it('[turned away] is told by FINISH that the wait was too long, or that the queue is no more', async () => {
    const [ann, zoe] = [await town.enter('Ann'), await town.enter('Zoe')];
    const { queueId } = await aQueue({ maxWaitSeconds: 1 });
    await visit(zoe, queueId);
    const { code, call } = await zoe.next('call:finish');
    expect([code, call.endedBy]).toEqual([100105, 'business']);
    const other = await aQueue();
    await visit(ann, other.queueId);
    await ann.next('call:update', ({ param }) => param === 1);
    expect((await putQueue(town.server, { queueId: other.queueId }, 'DELETE')).status).toBe(204);
    const end = await ann.next('call:finish');
    expect([end.code, end.text]).toEqual([100904, 'closed']);
  });

  it('[line] hears the place, and how long it will take once there is ground for that', async () => {
    const { queueId, group } = await aQueue({ wrapUpSeconds: 0 });
    const ines = await atWork(town, 'Ines', { groups: [group] });
    for (let served = 0; served < 5; served += 1) {
      const ann = await town.enter('Ann');
      const { callId } = await visit(ann, queueId);
      await takes(ines, callId);
      await ann.does('call:finish', { callId });
      await ines.next('desk:seat', ({ seat }) => seat.status === 'available');
    }
    await ines.does('desk:choose', { status: 'break', reason: 'Lunch' });
    const [ann, zoe] = [await town.enter('Ann'), await town.enter('Zoe')];
    const { callId } = await visit(ann, queueId);
    await visit(zoe, queueId);
    const second = await zoe.next('call:update', ({ param }) => param === 2);
    expect(second).toMatchObject({ wait: null, call: { state: 'waiting' } });
    await ines.does('desk:choose', { status: 'available' });
    await takes(ines, callId);
    const first = await zoe.next('call:update', ({ param }) => param === 1);
    expect(first.wait).toMatchObject({ fromMs: expect.any(Number), toMs: expect.any(Number) });
    await ines.does('desk:leave', {});
  });

  it('[place kept] keeps the place over a goodbye and a reload, is told it again, and frees it at once by leaving', async () => {
    const { queueId, group } = await aQueue();
    const [ann, zoe] = [await town.enter('Ann'), await town.enter('Zoe')];
    const { callId } = await visit(ann, queueId);
    await visit(zoe, queueId);
    await zoe.next('call:update', ({ param }) => param === 2);
    await ann.does('endpoint:bye', {});
    const back = await town.again(ann);
    expect(back.ready.calls).toMatchObject([{ callId, state: 'waiting' }]);
    await back.next('call:update', ({ param }) => param === 1);
    await back.does('call:reply', { callId, code: 100101 });
    await zoe.next('call:update', ({ param }) => param === 1);
    // Lost for good: the place is free when the grace time is over.
    await zoe.vanish();
    const cid = await town.enter('Cid');
    await visit(cid, queueId);
    await cid.next('call:update', ({ param }) => param === 2);
    await cid.next('call:update', ({ param }) => param === 1);
    const ines = await atWork(town, 'Ines', { groups: [group] });
    await takes(ines);
    await ines.does('desk:leave', {});
  });

  it('[place kept] is offered to nobody while the page is away, and first when it is back', async () => {
    const { queueId, group } = await aQueue({ wrapUpSeconds: 0 });
    const ines = await atWork(town, 'Ines', { groups: [group] });
    await ines.does('desk:choose', { status: 'break' });
    const program = await town.attach();
    const [ann, zoe] = [await town.enter('Ann'), await town.enter('Zoe')];
    const first = await visit(ann, queueId);
    const second = await visit(zoe, queueId);
    await zoe.next('call:update', ({ param }) => param === 2);
    await ann.vanish();
    await program.next('call:peer', ({ callId, connected }) => callId === first.callId && !connected);
    await ines.does('desk:choose', { status: 'available' });
    const { call } = await ines.next('call:request');
    expect(call.callId).toBe(second.callId);
    await town.again(ann);
    await zoe.does('call:reply', { callId: second.callId, code: 100101 });
    await takes(ines, first.callId);
    await ines.does('desk:leave', {});
    await program.leave();
  });

  it('[decides] is decided by the desk alone, and whoever calls anybody else by the operator’s program alone', async () => {
    const { queueId } = await aQueue({ hours: CLOSED });
    const program = await town.attach(() => ({ code: 777, text: 'mine' }));
    const zoe = await town.enter('Zoe');
    await visit(zoe, queueId);
    expect((await zoe.next('call:reply')).code).toBe(100904);
    const others = ['queue.of-nobody', 'nobody.there', 'queue.'];
    for (const to of others) {
      await zoe.does('call:request', requestTo(to));
      expect([to, (await zoe.next('call:reply')).code]).toEqual([to, 777]);
    }
    await program.settle();
    expect(program.asked).toHaveLength(others.length);
    await program.leave();
  });
});
