import type { CallSnapshot, RecordEvent, Result } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { settled } from '../../test/VirtualClock.js';
import { World } from '../../test/World.js';
import type { ToKeep } from './RecordEntry.js';
import { Recorder } from './Recorder.js';

/** Calls by the real machine, and all that is kept of them. */
async function makeDesk() {
  const kept: ToKeep[] = [];
  const world = new World();
  const recorder = new Recorder((it) => kept.push(it), world.clock);
  world.observers.push(recorder.watch);
  world.hearing.push(recorder.hear);
  world.noting = (decider) => recorder.noting(decider);
  const [ann, ines, omar] = [
    await world.open('ann', 'ann-1'),
    await world.open('ines', 'ines-1', 'agent'),
    await world.open('omar', 'omar-1', 'agent'),
  ];
  const events = () => kept.flatMap(({ events }) => events);
  const told = () => events().map(({ kind, at: _at, ...detail }) => [kind, detail]);
  return { world, recorder, kept, ann, ines, omar, events, told };
}

function idOf(result: Result<CallSnapshot>): string {
  if (!result.ok) throw new Error('refused');
  return result.value.callId;
}

const ANN = { userId: 'ann', name: 'ANN' };
const INES = { userId: 'ines', name: 'INES' };
const OMAR = { userId: 'omar', name: 'OMAR' };

describe('the timeline of a call', () => {
  it('from the request to the end, by the server’s clock', async () => {
    const { world, ann, ines, events, kept } = await makeDesk();
    const callId = idOf(await world.request(ann, 'ines'));
    await world.clock.pass(3_000);
    await world.reply(ines, callId, 0);
    await world.clock.pass(60_000);
    await world.force(callId, 7, 'We close now.');
    const at = 1_000_000;
    expect(events()).toEqual([
      { at, kind: 'requested', by: ANN, to: INES },
      { at, kind: 'offered', to: [INES] },
      { at: at + 3_000, kind: 'started', by: INES },
      { at: at + 63_000, kind: 'finished', code: 7, endedBy: 'business', text: 'We close now.' },
    ] satisfies RecordEvent[]);
    expect(kept.flatMap(({ step }) => (step ? [[step.state, step.agent_id, step.code, step.ring_ms]] : []))).toEqual([
      ['ringing', null, null, 0],
      ['started', 'ines', null, 0],
      ['finished', 'ines', 7, 3_000],
    ]);
    const took = kept.flatMap(({ people = [] }) => people.map(({ user_id }) => user_id));
    expect(new Set(took)).toEqual(new Set(['ann', 'ines']));
  });

  it('in line: decided, told the place, offered to one and then to another, and taken', async () => {
    const { world, ann, ines, omar, told, kept } = await makeDesk();
    world.isDeciderAttached = true;
    const callId = idOf(await world.request(ann, 'queue.support'));
    await world.decide({ hold: true });
    await world.update(callId, 2);
    await world.update(callId, 1);
    await world.assign(callId, 'ines');
    await world.reply(ines, callId, 100104);
    await world.assign(callId, 'omar');
    await world.reply(omar, callId, 0);
    expect(told()).toEqual([
      ['requested', { by: ANN, to: { userId: 'queue.support', name: 'queue.support' } }],
      ['decided', { outcome: 'waits', by: 'business' }],
      ['waiting', { isAgain: false }],
      ['placed', { place: 2 }],
      ['offered', { to: [INES] }],
      ['notTaken', { by: [INES], code: 100104 }],
      ['waiting', { isAgain: true }],
      ['offered', { to: [OMAR] }],
      ['started', { by: OMAR }],
    ]);
    const steps = kept.flatMap(({ step }) => (step ? [[step.queue_id, step.callee_id]] : []));
    expect(steps.at(-1)).toEqual(['support', 'omar']);
    const took = kept.flatMap(({ people = [] }) => people.map(({ user_id }) => user_id));
    expect(took).toEqual(['ann', 'omar']);
  });

  it('refused by a program, in its words; unanswered; given up', async () => {
    const { world, ann, told } = await makeDesk();
    world.isDeciderAttached = true;
    await world.request(ann, 'ines');
    await world.decide({ code: 100904, text: 'closed' });
    expect(told().slice(1)).toEqual([
      ['decided', { outcome: 'ends', by: 'business' }],
      ['finished', { code: 100904, endedBy: 'business', text: 'closed' }],
    ]);
    world.isDeciderAttached = false;
    await world.request(ann, 'ines');
    await world.clock.pass(60_000);
    expect(told().at(-1)).toEqual(['finished', { code: 100105, endedBy: 'server', text: '' }]);
    const callId = idOf(await world.request(ann, 'ines'));
    await world.reply(ann, callId, 100101);
    expect(told().at(-1)).toEqual(['finished', { code: 100101, endedBy: 'caller', text: '' }]);
  });

  it('lost and found, and taken up again after a restart', async () => {
    const { world, ann, ines, told, kept } = await makeDesk();
    const callId = idOf(await world.request(ann, 'ines'));
    await world.reply(ines, callId, 0);
    await world.lose('ann-1');
    await world.open('ann', 'ann-1');
    const back = [
      ['lost', { side: 'caller' }],
      ['found', { side: 'caller' }],
    ];
    expect(told().slice(-2)).toEqual(back);
    world.restart();
    await world.resume(await world.open('ines', 'ines-1', 'agent'));
    await world.resume(await world.open('ann', 'ann-1'));
    expect(told().slice(-2)).toEqual([['takenUp', {}], back[1]]);
    expect(kept.filter(({ step }) => step !== undefined).at(-1)).toMatchObject({
      callId,
      step: { state: 'started', agent_id: 'ines' },
      people: [{ user_id: 'ines' }, { user_id: 'ann' }],
    });
  });

  it('what is written, held and measured', async () => {
    const { world, recorder, ann, ines, told, kept } = await makeDesk();
    const callId = idOf(await world.request(ann, 'ines'));
    await world.reply(ines, callId, 0);
    const at = world.clock.now();
    const message = {
      callId,
      seq: 1,
      messageId: 'm',
      from: 'ines',
      at,
      kind: 'text',
      text: 'hello',
      notice: null,
      file: null,
    } as const;
    recorder.hear('call:message', message);
    recorder.hear('call:message', { ...message, kind: 'notice', text: '', notice: 'hold' });
    recorder.hear('call:message', { ...message, kind: 'notice', text: '', notice: 'resume' });
    expect(told().slice(-3)).toEqual([
      ['message', { message }],
      ['held', { by: INES }],
      ['resumed', { by: INES }],
    ]);
    expect(kept.filter(({ facts }) => facts)).toMatchObject([
      { facts: { has_chat: 1 }, events: [{ kind: 'message' }] },
    ]);
  });

  it('a third who comes and goes, in the timeline of the room', async () => {
    const { world, ann, ines, omar, events, kept } = await makeDesk();
    const host = idOf(await world.request(ann, 'ines'));
    await world.reply(ines, host, 0);
    const side = idOf(await world.request(ines, 'omar', { room: { callId: host, as: 'join' } }));
    await world.reply(omar, side, 0);
    await world.finish(omar, side);
    const inRoom = kept.filter(({ callId }) => callId === host).flatMap(({ events }) => events);
    expect(inRoom.slice(-2)).toMatchObject([
      { kind: 'joined', who: OMAR, by: INES, callId: side },
      { kind: 'left', who: OMAR, callId: side },
    ]);
    expect(kept.find(({ events: [event] }) => event?.kind === 'joined')?.people).toMatchObject([{ user_id: 'omar' }]);
    const steps = kept.flatMap(({ step }) => (step?.call_id === side ? [[step.room_call_id, step.room_as]] : []));
    expect(steps).toEqual(Array.from({ length: 3 }, () => [host, 'join']));
    expect(events().filter(({ kind }) => kind === 'handedOver')).toEqual([]);
  });

  it('a third who holds is called by name, and holds no longer than they are there', async () => {
    const { world, recorder, ann, ines, omar, events, kept } = await makeDesk();
    const host = idOf(await world.request(ann, 'ines'));
    await world.reply(ines, host, 0);
    const side = idOf(await world.request(ines, 'omar', { room: { callId: host, as: 'join' } }));
    await world.reply(omar, side, 0);
    const said = { callId: host, seq: 1, messageId: 'm', from: 'omar', at: world.clock.now(), file: null } as const;
    recorder.hear('call:message', { ...said, kind: 'notice', text: '', notice: 'hold' });
    expect(events().at(-1)).toMatchObject({ kind: 'held', by: OMAR });
    await world.clock.pass(4_000);
    await world.finish(omar, side);
    await world.clock.pass(20_000);
    await world.finish(ann, host);
    const ofHost = kept.flatMap(({ step }) => (step?.call_id === host ? [step] : []));
    expect(ofHost.at(-1)).toMatchObject({ state: 'finished', hold_ms: 4_000 });
  });

  it('a hand-over goes on in the same record: whoever has it last is the agent, and nobody has left', async () => {
    const { world, ann, ines, omar, told, kept } = await makeDesk();
    const host = idOf(await world.request(ann, 'ines'));
    await world.reply(ines, host, 0);
    const side = idOf(await world.request(ines, 'omar', { room: { callId: host, as: 'transfer' } }));
    await world.reply(omar, side, 0);
    await settled();
    await world.finish(ann, host);
    const ofHost = kept.filter(({ callId }) => callId === host);
    expect(ofHost.flatMap(({ events }) => events).slice(-2)).toMatchObject([
      { kind: 'handedOver', side: 'callee', from: INES, to: OMAR },
      { kind: 'finished', code: 0, endedBy: 'caller' },
    ]);
    const agents = ofHost.flatMap(({ step }) => (step ? [step.agent_id] : []));
    expect(agents).toEqual([null, 'ines', 'omar', 'omar']);
    expect(new Set(ofHost.flatMap(({ people = [] }) => people.map(({ user_id }) => user_id)))).toEqual(
      new Set(['ann', 'ines', 'omar']),
    );
    expect(told().filter(([kind]) => kind === 'left' || kind === 'joined')).toEqual([]);
    const ofSide = kept.filter(({ callId }) => callId === side).flatMap(({ step }) => step ?? []);
    expect(ofSide.at(-1)).toMatchObject({ state: 'finished', code: 100903, room_call_id: host });
  });
});
