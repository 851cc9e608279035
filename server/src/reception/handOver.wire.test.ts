import type { CallRoom } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { atWork, takes, visit } from '../../test/Agent.js';
import { requestTo } from '../../test/calls.js';
import type { Person } from '../../test/Person.js';
import { putQueue } from '../../test/plan.js';
import { useTown } from '../../test/useTown.js';

const town = useTown({ RING_MS: '500' });
let count = 0;

/** Two queues, an agent of each, and a customer of the first who talks to her agent. */
async function talking() {
  count += 1;
  const [first, second] = [`first-${count}`, `second-${count}`];
  for (const queueId of [first, second]) {
    const tiers = [{ afterSeconds: 0, groups: [queueId] }];
    await putQueue(town.server, { queueId, name: queueId, tiers, form: [], dispositions: [`of ${queueId}`] });
  }
  const ines = await atWork(town, 'Ines', { groups: [first] });
  const omar = await atWork(town, 'Omar', { groups: [second] });
  const zoe = await town.enter('Zoe');
  const { callId } = await visit(zoe, first, { topic: 'My bill' });
  await takes(ines, callId);
  await ines.next('desk:seat', ({ seat }) => seat.status === 'inCall');
  return { first, second, ines, omar, zoe, host: callId };
}

async function bring(agent: Person, to: string, room: CallRoom): Promise<string> {
  return (await agent.does('call:request', requestTo(to, { room }))).callId;
}

async function leave(...agents: readonly Person[]): Promise<void> {
  for (const agent of agents) await agent.does('desk:leave', {});
}

describe('a customer who is handed over', () => {
  it('[own calls] is who was called, where an agent has called and asks another', async () => {
    const [ines, omar] = [await atWork(town, 'Ines', { groups: [] }), await atWork(town, 'Omar', { groups: [] })];
    const zoe = await town.enter('Zoe');
    const { callId: host } = await ines.does('call:request', requestTo(zoe.userId));
    await takes(zoe, host);
    const side = await bring(ines, omar.userId, { callId: host, as: 'aside' });
    await takes(omar, side);
    for (const [agent, callId] of [
      [omar, side],
      [omar, host],
      [ines, side],
      [ines, host],
    ] as const) {
      expect((await agent.does('desk:card', { callId })).customer).toEqual({ userId: zoe.userId, name: 'Zoe' });
    }
    await zoe.does('call:finish', { callId: host });
    await leave(ines, omar);
  });

  it('[handed over] [own calls] goes to a queue’s agent, who reads whom the call is about before and after', async () => {
    const { first, second, ines, omar, zoe, host } = await talking();
    await ines.does('desk:note', { callId: host, notes: 'Wants a copy.' });
    const side = await bring(ines, `queue.${second}`, { callId: host, as: 'transfer' });
    await omar.next('desk:seat', ({ seat }) => seat.status === 'ringing' && seat.callId === side);
    expect(await omar.does('desk:card', { callId: side })).toMatchObject({
      customer: { userId: zoe.userId, name: 'Zoe' },
      queue: { queueId: second },
      from: { name: 'Ines', as: 'transfer' },
      notes: 'Wants a copy.',
      dispositions: [`of ${second}`],
    });
    await omar.does('call:reply', { callId: side, code: 0 });
    await omar.next('call:start', ({ call }) => call.callId === host);
    await omar.next('desk:seat', ({ seat }) => seat.status === 'inCall' && seat.callId === host);
    const { seat } = await ines.next('desk:seat', (news) => news.seat.status === 'wrapUp');
    expect(seat).toMatchObject({ callId: host });
    expect(await omar.does('desk:card', { callId: host })).toMatchObject({ customer: { name: 'Zoe' }, from: null });
    expect(await ines.does('desk:card', { callId: host })).toMatchObject({
      customer: { name: 'Zoe' },
      dispositions: [`of ${first}`],
    });
    await ines.does('desk:done', { callId: host, disposition: 'x' });
    expect(await ines.isRefused('desk:card', { callId: host })).toMatchObject({ code: 100107 });
    await zoe.does('call:finish', { callId: host });
    await omar.next('desk:seat', (news) => news.seat.status === 'wrapUp' && news.seat.callId === host);
    await leave(ines, omar);
  });

  it('stays with the first agent when nobody takes the call, and nobody has anything to wrap up', async () => {
    const { ines, omar, zoe, host } = await talking();
    const side = await bring(ines, omar.userId, { callId: host, as: 'transfer' });
    await omar.next('desk:seat', ({ seat }) => seat.status === 'ringing');
    await omar.does('call:reply', { callId: side, code: 100104 });
    await omar.next('desk:seat', ({ seat }) => seat.status === 'available' && seat.missed === 0);
    expect((await ines.does('desk:choose', { status: 'available' })).callId).toBe(host);
    await zoe.does('call:finish', { callId: host });
    await ines.next('desk:seat', ({ seat }) => seat.status === 'wrapUp' && seat.callId === host);
    await leave(ines, omar);
  });

  it('is asked about aside, joined by the colleague, and handed over: each is in the right call all the time', async () => {
    const { ines, omar, zoe, host } = await talking();
    const side = await bring(ines, omar.userId, { callId: host, as: 'aside' });
    await takes(omar, side);
    await omar.next('desk:seat', ({ seat }) => seat.status === 'inCall' && seat.callId === side);
    expect(await omar.does('desk:card', { callId: side })).toMatchObject({ from: { name: 'Ines', as: 'aside' } });
    await ines.does('call:join', { callId: side });
    await ines.does('call:transfer', { callId: host, to: omar.userId });
    await ines.next('desk:seat', ({ seat }) => seat.status === 'wrapUp' && seat.callId === host);
    await omar.next('desk:seat', ({ seat }) => seat.status === 'inCall' && seat.callId === host);
    await zoe.does('call:finish', { callId: host });
    await omar.next('desk:seat', ({ seat }) => seat.status === 'wrapUp' && seat.callId === host);
    await leave(ines, omar);
  });

  it('a third person who leaves has nothing to wrap up; who brought them, when the customer’s call is over', async () => {
    const { ines, omar, zoe, host } = await talking();
    const side = await bring(ines, omar.userId, { callId: host, as: 'join' });
    await takes(omar, side);
    await omar.does('call:finish', { callId: side });
    await omar.next('desk:seat', ({ seat }) => seat.status === 'available');
    expect((await ines.does('desk:choose', { status: 'available' })).status).toBe('inCall');
    await zoe.does('call:finish', { callId: host });
    await ines.next('desk:seat', ({ seat }) => seat.status === 'wrapUp' && seat.callId === host);
    await leave(ines, omar);
  });

  it('[seat] a reload in two calls changes nothing of either', async () => {
    const { ines, omar, zoe, host } = await talking();
    const side = await bring(ines, omar.userId, { callId: host, as: 'join' });
    await takes(omar, side);
    await ines.vanish();
    const back = await town.again(ines);
    expect((await back.does('desk:sit', {})).seat).toMatchObject({ status: 'inCall', callId: host });
    await zoe.does('call:finish', { callId: host });
    // The colleagues talk on; what is to be wrapped up waits for that.
    await back.next('call:finish', ({ call }) => call.callId === host);
    expect((await back.does('desk:choose', { status: 'available' })).status).toBe('inCall');
    await omar.does('call:finish', { callId: side });
    await back.next('desk:seat', ({ seat }) => seat.status === 'wrapUp' && seat.callId === host);
    await leave(back, omar);
  });
});
