import { describe, expect, it } from 'vitest';
import { atWork, goAvailable, takes, visit } from '../../test/Agent.js';
import { requestTo } from '../../test/calls.js';
import { useTown } from '../../test/useTown.js';

// One agent would be offered another test's customer: each test has a server of its own by its own file's town, one after the other.
const town = useTown({ RING_MS: '500' });

describe('the desk', () => {
  it('[command desk:sit] [command desk:choose] [command desk:reach] [news desk:seat] [offered] rings who calls a queue at an agent who can be heard, and at no one before', async () => {
    const ines = await town.enter('Ines', { role: 'agent' });
    const view = await ines.does('desk:sit', {});
    expect(view).toMatchObject({
      seat: { status: 'offline', wish: 'offline', unreachable: 'noPage', callId: null },
      queues: [{ queueId: 'support', name: 'Support', waiting: 0, agents: 0 }],
      breaks: ['Lunch', 'Short break', 'Training'],
    });
    expect(await ines.does('desk:choose', { status: 'available' })).toMatchObject({
      status: 'available',
      unreachable: 'noPage',
    });
    const zoe = await town.enter('Zoe');
    const { callId } = await visit(zoe, 'support', { name: 'Zoe', topic: 'My bill' });
    await zoe.next('call:update', ({ param }) => param === 1);
    expect(await ines.heard()).toEqual([]);
    const seat = await ines.does('desk:reach', { unreachable: null });
    expect(seat).toMatchObject({ status: 'ringing', callId });
    await takes(ines, callId);
    await ines.next('desk:seat', (news) => news.seat.status === 'inCall' && news.seat.callId === callId);
    await zoe.does('call:finish', { callId });
    const { seat: after } = await ines.next('desk:seat', (news) => news.seat.status === 'wrapUp');
    expect(after).toMatchObject({ callId, until: expect.any(Number), calls: 1 });
    await ines.does('desk:leave', {});
  });

  it('[command desk:done] [command desk:note] [command desk:card] [own calls] shows the card of one’s own call, keeps notes, and is done', async () => {
    const ines = await atWork(town, 'Ines');
    const zoe = await town.enter('Zoe');
    const omar = await town.enter('Omar', { role: 'agent' });
    await omar.does('desk:sit', {});
    const { callId } = await visit(zoe, 'support', { name: 'Zoe', topic: 'My bill' });
    await ines.next('call:request');
    const card = await ines.does('desk:card', { callId });
    expect(card).toMatchObject({
      callId,
      customer: { userId: zoe.userId, name: 'Zoe' },
      queue: { queueId: 'support', name: 'Support' },
      form: [
        { label: 'name', value: 'Zoe' },
        { label: 'topic', value: 'My bill' },
      ],
      language: 'en',
      earlier: [],
      isEarlierKnown: true,
      from: null,
      notes: '',
      dispositions: ['Solved', 'Follow-up needed', 'Wrong department'],
    });
    for (const command of ['desk:card', 'desk:note', 'desk:done'] as const) {
      expect(await omar.isRefused(command, { callId, notes: 'x' }), command).toMatchObject({ code: 100107 });
    }
    await ines.does('call:reply', { callId, code: 0 });
    await ines.next('call:start');
    await ines.does('desk:note', { callId, notes: 'Wants a copy.' });
    await zoe.does('call:finish', { callId });
    await ines.next('desk:seat', (news) => news.seat.status === 'wrapUp');
    expect(await ines.does('desk:card', { callId })).toMatchObject({ notes: 'Wants a copy.' });
    expect(await ines.does('desk:done', { callId, disposition: 'Solved' })).toMatchObject({
      status: 'available',
      callId: null,
    });
    expect(await ines.isRefused('desk:card', { callId })).toMatchObject({ code: 100107 });
    // What is said a moment too late is kept.
    expect(await ines.does('desk:done', { callId, disposition: 'Follow-up needed' })).toMatchObject({
      status: 'available',
    });
    await ines.does('desk:leave', {});
    await omar.does('desk:leave', {});
  });

  it('[command desk:targets] [news desk:queues] [command desk:leave] tells who else is there, and how long the lines are', async () => {
    const ines = await atWork(town, 'Ines');
    const omar = await town.enter('Omar', { role: 'supervisor' });
    await omar.does('desk:sit', {});
    await omar.does('desk:choose', { status: 'break', reason: 'Lunch' });
    expect(await ines.does('desk:targets', {})).toEqual({
      agents: [{ userId: omar.userId, name: 'Omar', status: 'break', isReachable: false }],
      queues: [{ queueId: 'support', name: 'Support', isOpen: true, waiting: 0, agents: 1 }],
    });
    await ines.does('desk:choose', { status: 'break' });
    const zoe = await town.enter('Zoe');
    const { callId } = await visit(zoe, 'support');
    const { queues } = await omar.next('desk:queues', (news) => news.queues[0]?.waiting === 1);
    expect(queues).toEqual([{ queueId: 'support', name: 'Support', waiting: 1, since: expect.any(Number), agents: 0 }]);
    await zoe.does('call:reply', { callId, code: 100101 });
    await omar.next('desk:queues', (news) => news.queues[0]?.waiting === 0);
    await ines.does('desk:leave', {});
    expect(await ines.isRefused('desk:targets', {})).toMatchObject({ code: 20 });
    expect((await omar.does('desk:targets', {})).agents).toEqual([]);
    await omar.does('desk:leave', {});
  });

  it('[seat] goes to the next when nobody takes it, and makes a break of three offers that were not taken', async () => {
    const ines = await atWork(town, 'Ines');
    const zoe = await town.enter('Zoe');
    const { callId } = await visit(zoe, 'support');
    for (const missed of [1, 2]) {
      await ines.next('call:request', (news) => news.call.callId === callId);
      await ines.does('call:reply', { callId, code: 100104 });
      await ines.next('desk:seat', (news) => news.seat.missed === missed);
    }
    await ines.next('call:request', (news) => news.call.callId === callId);
    const { seat } = await ines.next('desk:seat', (news) => news.seat.status === 'break');
    expect(seat).toMatchObject({ reason: 'missed', wish: 'break', missed: 0 });
    const omar = await atWork(town, 'Omar');
    await takes(omar, callId);
    await zoe.does('call:finish', { callId });
    await omar.next('desk:seat', (news) => news.seat.status === 'wrapUp');
    for (const agent of [ines, omar]) await agent.does('desk:leave', {});
  });

  it('[news desk:moved] [reachable] keeps what was chosen over a lost page, and moves with the agent to another', async () => {
    const ines = await atWork(town, 'Ines');
    await ines.vanish();
    const zoe = await town.enter('Zoe');
    const { callId } = await visit(zoe, 'support');
    await zoe.next('call:update', ({ param }) => param === 1);
    const back = await town.again(ines);
    expect((await back.does('desk:sit', {})).seat).toMatchObject({
      wish: 'available',
      status: 'available',
      unreachable: 'noPage',
    });
    expect(await back.heard()).toEqual([]);
    await back.does('desk:reach', { unreachable: null });
    await takes(back, callId);
    // Reloaded in the call: everything is as it was.
    await back.vanish();
    const reloaded = await town.again(ines);
    expect((await reloaded.does('desk:sit', {})).seat).toMatchObject({ status: 'inCall', callId });
    const other = await town.another(ines);
    expect((await other.does('desk:sit', {})).seat).toMatchObject({ status: 'inCall', callId });
    await reloaded.next('desk:moved');
    expect(await reloaded.isRefused('desk:choose', { status: 'offline' })).toMatchObject({ code: 20 });
    await zoe.does('call:finish', { callId });
    await other.next('desk:seat', (news) => news.seat.status === 'wrapUp');
    await other.does('desk:leave', {});
  });

  it('[called by name] counts who is called by name as in a call, and gives them no wrap-up', async () => {
    const ines = await atWork(town, 'Ines');
    const bob = await town.enter('Bob');
    const { callId } = await bob.does('call:request', requestTo(ines.userId));
    await ines.next('desk:seat', (news) => news.seat.status === 'ringing' && news.seat.callId === callId);
    await takes(ines, callId);
    await ines.next('desk:seat', (news) => news.seat.status === 'inCall');
    const zoe = await town.enter('Zoe');
    const waiting = await visit(zoe, 'support');
    await zoe.next('call:update', ({ param }) => param === 1);
    await bob.does('call:finish', { callId });
    await ines.next('desk:seat', (news) => news.seat.callId === waiting.callId);
    await zoe.does('call:reply', { callId: waiting.callId, code: 100101 });
    await ines.next('desk:seat', (news) => news.seat.status === 'available' && news.seat.missed === 0);
    await ines.does('desk:leave', {});
  });

  it('[code 20] lets nobody sit at the desk who is not of the staff, and nobody act who does not sit', async () => {
    const zoe = await town.enter('Zoe');
    expect(await zoe.isRefused('desk:sit', {})).toMatchObject({ code: 20 });
    expect(await zoe.isRefused('desk:targets', {})).toMatchObject({ code: 20 });
    const ines = await town.enter('Ines', { role: 'agent' });
    expect(await ines.isRefused('desk:choose', { status: 'available' })).toMatchObject({ code: 20 });
    expect(await ines.isRefused('desk:leave', {})).toMatchObject({ code: 20 });
    await ines.does('desk:sit', {});
    expect(await goAvailable(ines)).toMatchObject({ status: 'available' });
    await ines.does('desk:leave', {});
  });
});
