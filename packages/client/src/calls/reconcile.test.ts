import { CODES, type SessionReady } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { ANA, BEN, finished, news, ready, ringing, SERVER_NOW, started } from '../testing/calls.js';
import { type CallModel, EMPTY_MODEL } from './model.js';
import { reduce } from './reduce.js';

const AT = 1_000_000;

function connect(model: CallModel, who: typeof ANA | typeof BEN, fields: Partial<SessionReady> = {}): CallModel {
  return reduce(model, { type: 'ready', ready: ready(who, fields), at: AT });
}

const ben = connect(EMPTY_MODEL, BEN);
const incoming = reduce(ben, { type: 'news', news: news(ringing()), ends: false, at: AT });
const talking = reduce(incoming, { type: 'acknowledged', call: started(), at: AT });

describe('a page that opens', () => {
  it('[P4] rings for what rings now', () => {
    expect(connect(EMPTY_MODEL, BEN, { calls: [ringing()] }).view).toMatchObject({ state: 'incoming' });
  });

  it('[P4] does not ring for what has rung out', () => {
    const old = ringing({ expiresAt: SERVER_NOW - 2_001 });
    expect(connect(EMPTY_MODEL, BEN, { calls: [old] }).view).toEqual({ state: 'idle' });
  });

  it('[P9] is back in its started call, with the time since the start by its own clock', () => {
    const { view } = connect(EMPTY_MODEL, BEN, { calls: [started({ startedAt: SERVER_NOW - 60_000 })] });
    expect(view).toMatchObject({ state: 'started', side: 'callee', other: ANA, since: AT - 60_000 });
  });

  it('is back in its own dialing', () => {
    const [requestedAt, ringingAt] = [SERVER_NOW - 9_000, SERVER_NOW - 3_000];
    const rings = connect(EMPTY_MODEL, ANA, { calls: [ringing({ requestedAt, ringingAt })] });
    expect(rings.view).toMatchObject({ state: 'outgoing', since: AT - 3_000 });
    const waits = connect(EMPTY_MODEL, ANA, { calls: [ringing({ state: 'waiting', requestedAt, ringingAt: null })] });
    expect(waits.view).toMatchObject({ state: 'outgoing', call: { state: 'waiting' }, since: AT - 9_000 });
  });

  it('leaves calls of another page of its person alone', () => {
    const elsewhere = [started({ callee: { ...BEN, endpointId: 'ben-2' } })];
    expect(connect(EMPTY_MODEL, BEN, { calls: elsewhere }).view).toEqual({ state: 'idle' });
    const dialed = [ringing({ caller: { ...ANA, endpointId: 'ana-2' } })];
    expect(connect(EMPTY_MODEL, ANA, { calls: dialed }).view).toEqual({ state: 'idle' });
  });

  it('shows what it missed in the last minute, once', () => {
    const ended = [finished(CODES.timeout, { finishedAt: SERVER_NOW - 59_000 })];
    const model = connect(EMPTY_MODEL, BEN, { ended });
    expect(model.missed.map((missed) => missed.callId)).toEqual(['c1']);
    const away = reduce(model, { type: 'dismissMissed', callId: 'c1' });
    expect(connect(away, BEN, { ended }).missed).toEqual([]);
  });

  it.each([
    ['was long ago', finished(CODES.timeout, { finishedAt: SERVER_NOW - 61_000 })],
    ['had started', finished(CODES.disconnected, { startedAt: SERVER_NOW, callee: BEN })],
    ['never rang', finished(CODES.timeout, { ringingAt: null })],
    ['was refused', finished(CODES.rejected, { endedBy: 'callee' })],
  ])('has missed nothing that %s', (_, call) => {
    expect(connect(EMPTY_MODEL, BEN, { ended: [call] }).missed).toEqual([]);
  });
});

describe('a page that comes back', () => {
  it('[C19] goes on with its call', () => {
    expect(connect(talking, BEN, { calls: [started({ version: 4 })] }).view).toMatchObject({
      state: 'started',
      call: { version: 4 },
    });
  });

  it('[C19] goes from dialing to the call that was answered meanwhile', () => {
    const outgoing = connect(EMPTY_MODEL, ANA, { calls: [ringing()] });
    expect(connect(outgoing, ANA, { calls: [started()] }).view).toMatchObject({ state: 'started', side: 'caller' });
  });

  it('shows how its call ended meanwhile', () => {
    const end = finished(CODES.disconnected, { endedBy: 'server', callee: BEN, startedAt: SERVER_NOW });
    expect(connect(talking, BEN, { ended: [end] }).view).toMatchObject({ state: 'ended', code: CODES.disconnected });
  });

  it('[P3] stops ringing for a call that is in neither list', () => {
    expect(connect(incoming, BEN).view).toMatchObject({ state: 'ended', code: CODES.disconnected });
  });

  it('[P3] stops ringing for a call that another page took meanwhile', () => {
    const elsewhere = started({ callee: { ...BEN, endpointId: 'ben-2' } });
    expect(connect(incoming, BEN, { calls: [elsewhere] }).view).toMatchObject({ code: CODES.answeredElsewhere });
    const refused = finished(CODES.rejected, { endedBy: 'callee' });
    expect(connect(incoming, BEN, { ended: [refused] }).view).toMatchObject({ code: CODES.answeredElsewhere });
  });

  it('[C20] keeps a started call that a server has forgotten, until it is known whether it can be resumed', () => {
    expect(connect(talking, BEN).view).toEqual(talking.view);
  });

  it('goes on ringing with the answer on its way', () => {
    const answering = reduce(incoming, { type: 'answering', callId: 'c1', on: true });
    expect(connect(answering, BEN, { calls: [ringing()] }).view).toMatchObject({ state: 'incoming', answering: true });
  });

  it('does not show a call again that its person has left without a line', () => {
    const left = reduce(talking, { type: 'left', code: 0, at: AT });
    expect(connect(left, BEN, { calls: [started()] }).view).toMatchObject({ state: 'ended', endedBy: 'callee' });
  });

  it('as somebody else keeps nothing of the last person', () => {
    const missed = connect(EMPTY_MODEL, BEN, { ended: [finished(CODES.timeout)] });
    expect(connect(missed, ANA)).toMatchObject({ missed: [], over: [], view: { state: 'idle' } });
  });
});
