import { type CallSnapshot, CODES } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { ANA, BEN, finished, news, ready, ringing, SERVER_NOW, started } from '../testing/calls.js';
import { type CallInput, type CallModel, EMPTY_MODEL, type ToldNews } from './model.js';
import { reduce } from './reduce.js';

/** This machine's clock is 4,000,000 ms behind the server's. */
const AT = 1_000_000;

function run(model: CallModel, ...inputs: CallInput[]): CallModel {
  return inputs.reduce(reduce, model);
}

function told(news: ToldNews, ends = false, at = AT): CallInput {
  return { type: 'news', news, ends, at };
}

const ana = run(EMPTY_MODEL, { type: 'ready', ready: ready(ANA), at: AT });
const ben = run(EMPTY_MODEL, { type: 'ready', ready: ready(BEN), at: AT });
const dialing = run(ana, { type: 'dial', to: 'ben', name: 'Ben', kinds: { audio: true, video: true }, at: AT });
const outgoing = run(dialing, { type: 'acknowledged', call: ringing(), at: AT });
const incoming = run(ben, told(news(ringing())));
const talking = run(incoming, { type: 'acknowledged', call: started(), at: AT });

describe('a caller', () => {
  it('[C1] shows a hopeless request as ended with its code, and takes the words from the REPLY that follows', () => {
    const hopeless = finished(CODES.offline, { version: 1, endedBy: 'server', ringingAt: null });
    const model = run(
      dialing,
      { type: 'acknowledged', call: hopeless, at: AT },
      told(news(hopeless, CODES.offline, 'nobody of that name'), true),
    );
    expect(model.view).toEqual({
      state: 'ended',
      call: hopeless,
      side: 'caller',
      other: { userId: 'ben', name: 'Ben' },
      code: CODES.offline,
      endedBy: 'server',
      text: 'nobody of that name',
      wasWaiting: false,
      talkedMs: null,
      kinds: { audio: true, video: true },
    });
  });

  it('[C5] shows how long it has rung by its own clock', () => {
    expect(outgoing.view).toEqual({
      state: 'outgoing',
      call: ringing(),
      other: { ...BEN, endpointId: null },
      reachable: true,
      since: AT,
      dialed: 'ben',
      said: { place: null, text: '', wait: null },
    });
  });

  it('shows a request that got no call as ended without one', () => {
    const error = { code: CODES.rateLimited, name: 'rate_limited', message: '' } as const;
    const { view } = run(dialing, { type: 'undialed', error });
    expect(view).toMatchObject({ state: 'ended', call: null, code: CODES.rateLimited, other: { name: 'Ben' } });
  });

  it('[C6] is in the call from START on', () => {
    const { view } = run(outgoing, told(news(started())));
    expect(view).toMatchObject({ state: 'started', side: 'caller', other: BEN, since: AT + 5_000 });
  });

  it('[C8] hears that it was rejected', () => {
    const end = finished(CODES.rejected, { endedBy: 'callee' });
    expect(run(outgoing, told(news(end, CODES.rejected), true)).view).toMatchObject({
      state: 'ended',
      code: CODES.rejected,
      endedBy: 'callee',
    });
  });

  it('[C14] that cancels shows the end at once, and the FINISH of the accept that crossed it changes nothing', () => {
    const model = run(outgoing, { type: 'left', code: CODES.canceled, at: AT });
    const after = run(
      model,
      told(news(started())),
      told(news(finished(CODES.canceled, { callee: BEN, startedAt: SERVER_NOW }), CODES.canceled), true),
    );
    expect(after.view).toMatchObject({ state: 'ended', code: CODES.canceled, endedBy: 'caller', talkedMs: null });
  });

  it('[C16] whose request accepted the other one is the callee of that call', () => {
    const theirs = started({ caller: BEN, callee: ANA });
    expect(run(dialing, { type: 'acknowledged', call: theirs, at: AT }).view).toMatchObject({
      state: 'started',
      side: 'callee',
      other: BEN,
    });
  });

  it('[C16] that rings while it dials goes on dialing, and rings once its own request has failed', () => {
    const theirs = ringing({ callId: 'c2', caller: BEN, callee: { ...ANA, endpointId: null } });
    const crossed = run(dialing, told(news(theirs)));
    expect(crossed.view.state).toBe('dialing');
    const error = { code: CODES.rateLimited, name: 'rate_limited', message: '' } as const;
    const dismissed = run(crossed, { type: 'undialed', error }, { type: 'dismiss', at: AT });
    expect(dismissed.view).toMatchObject({ state: 'incoming', call: theirs });
  });

  it('[C19] learns that nobody at the other side can be reached, and that somebody can again', () => {
    const lost = run(outgoing, { type: 'peer', callId: 'c1', endpointId: null, connected: false });
    expect(lost.view).toMatchObject({ state: 'outgoing', reachable: false });
    expect(run(lost, { type: 'peer', callId: 'c1', endpointId: null, connected: true }).view).toEqual(outgoing.view);
    expect(run(outgoing, { type: 'peer', callId: 'other', endpointId: null, connected: false })).toBe(outgoing);
  });
});

describe('a caller whom a business server has a word with', () => {
  const decided = run(dialing, { type: 'acknowledged', call: ringing({ state: 'deciding', ringingAt: null }), at: AT });
  const held = ringing({ version: 2, state: 'waiting', ringingAt: null });
  const update = (call: CallSnapshot, param: number, text: string): CallInput =>
    told({ call, code: CODES.ok, param, text });
  const waiting = run(decided, update(held, 0, ''), update({ ...held, version: 3 }, 2, 'Soon.'));

  it('[C4] waits for the decision, then in line, with the place and the words told last', () => {
    expect(decided.view).toMatchObject({ state: 'outgoing', call: { state: 'deciding' } });
    expect(waiting.view).toMatchObject({
      state: 'outgoing',
      call: { state: 'waiting', version: 3 },
      said: { place: 2, text: 'Soon.', wait: null },
      since: AT,
    });
    expect(run(waiting, update({ ...held, version: 4 }, 0, '')).view).toMatchObject({
      said: { place: null, text: '', wait: null },
    });
  });

  it('is told how long it takes, and no more when there is no ground for it', () => {
    const wait = { fromMs: 60_000, toMs: 180_000 };
    const estimated = run(waiting, told({ call: { ...held, version: 4 }, code: CODES.ok, param: 2, text: '', wait }));
    expect(estimated.view).toMatchObject({ said: { place: 2, wait } });
    expect(run(estimated, update({ ...held, version: 5 }, 2, '')).view).toMatchObject({
      said: { place: 2, wait: null },
    });
  });

  it('drops a place that is older than the one shown', () => {
    expect(run(waiting, update(held, 7, 'old'))).toBe(waiting);
  });

  it('[C4] keeps its place while it rings at somebody who then does not answer', () => {
    const cid = { userId: 'cid', name: 'Cid', role: 'agent', endpointId: null } as const;
    const rung = run(waiting, told(news(ringing({ version: 4, callee: cid }))));
    expect(rung.view).toMatchObject({ other: cid, dialed: 'ben', said: { place: 2 } });
    const again = run(rung, update({ ...held, version: 5 }, 2, 'Soon.'));
    expect(again.view).toMatchObject({ call: { state: 'waiting' }, other: { userId: 'ben' }, since: AT });
  });

  it('[C4] is told the end of its waiting, and why', () => {
    const end = finished(CODES.timeout, { version: 4, endedBy: 'server', ringingAt: null });
    const { view } = run(waiting, told(news(end, CODES.timeout, 'Everybody is home.'), true));
    expect(view).toMatchObject({ code: CODES.timeout, wasWaiting: true, text: 'Everybody is home.' });
    expect(run(decided, told(news(end, 4711, 'No.'), true)).view).toMatchObject({ wasWaiting: false, text: 'No.' });
  });

  it('[C16] that dialed the caller of a call still being decided is in that call, and hears of every end', () => {
    const bens = run(ben, { type: 'dial', to: 'ana', name: 'Ana', kinds: { audio: true, video: true }, at: AT });
    const inAdvance = run(bens, { type: 'acknowledged', call: ringing({ state: 'deciding' }), at: AT });
    expect(inAdvance.view).toMatchObject({ state: 'outgoing', call: { state: 'deciding' }, other: { userId: 'ana' } });
    expect(run(inAdvance, told(news(started()))).view).toMatchObject({ state: 'started', side: 'callee' });
    const overruled = told(news(ringing({ version: 2, state: 'deciding' }), CODES.busy), true);
    expect(run(inAdvance, overruled).view).toMatchObject({ state: 'ended', side: 'callee', code: CODES.busy });
    expect(run(inAdvance, { type: 'left', code: CODES.rejected, at: AT }).view).toMatchObject({ endedBy: 'callee' });
  });
});

describe('a callee', () => {
  it('[C5] rings with who calls', () => {
    expect(incoming.view).toEqual({
      state: 'incoming',
      call: ringing(),
      other: ANA,
      reachable: true,
      answering: false,
    });
  });

  it('[C7] stops ringing when another page has answered, though the call goes on', () => {
    const elsewhere = started({ callee: { ...BEN, endpointId: 'ben-2' } });
    expect(run(incoming, told(news(elsewhere, CODES.answeredElsewhere), true)).view).toMatchObject({
      state: 'ended',
      code: CODES.answeredElsewhere,
      endedBy: null,
      talkedMs: null,
    });
  });

  it('[C8] [P3] stops ringing when the caller cancels, and has missed the call', () => {
    const model = run(incoming, told(news(finished(CODES.canceled), CODES.canceled), true));
    expect(model.view).toMatchObject({ state: 'ended', code: CODES.canceled, endedBy: 'caller', side: 'callee' });
    expect(model.missed).toEqual([
      {
        callId: 'c1',
        from: { userId: 'ana', name: 'Ana', role: 'caller' },
        at: AT,
        kinds: { audio: true, video: true },
      },
    ]);
  });

  it.each([CODES.rejected, CODES.answeredElsewhere])('has missed nothing that ended with %i', (code) => {
    expect(run(incoming, told(news(finished(code), code), true)).missed).toEqual([]);
  });

  it('[P3] stops by itself when the ring has run out', () => {
    const model = run(incoming, { type: 'gone', callId: 'c1', code: CODES.timeout, at: AT + 47_000 });
    expect(model.view).toMatchObject({ state: 'ended', code: CODES.timeout });
    expect(model.missed).toHaveLength(1);
  });

  it('[P4] does not ring for a call whose time is over by the server’s clock', () => {
    expect(run(ben, told(news(ringing()), false, AT + 47_001)).view.state).toBe('idle');
  });

  it('[P4] does not ring again for a call it has seen the end of', () => {
    const over = run(incoming, { type: 'left', code: CODES.rejected, at: AT }, { type: 'dismiss', at: AT });
    expect(run(over, told(news(ringing()))).view.state).toBe('idle');
  });

  it('rings again for a call that waited and was assigned anew', () => {
    const over = run(incoming, told(news(ringing({ version: 2, state: 'waiting' }), CODES.timeout), true));
    expect(over.view).toMatchObject({ state: 'ended', code: CODES.timeout });
    const again = run(over, told(news(ringing({ version: 3 }))));
    expect(again.view).toMatchObject({ state: 'incoming' });
    const canceled = told(news(finished(CODES.canceled, { version: 4 }), CODES.canceled), true);
    expect(run(again, canceled).view).toMatchObject({ state: 'ended', code: CODES.canceled });
    expect(run(again, told(news(started({ version: 4 })))).view).toMatchObject({ state: 'started' });
  });

  it('stops ringing for an assigned call that waits again, though it is not named in it any more', () => {
    const desk = { userId: 'desk', name: 'Desk', role: null, endpointId: null };
    const again = ringing({ version: 2, state: 'waiting', callee: desk, ringingAt: null });
    const model = run(incoming, told(news(again, CODES.timeout), true));
    expect(model.view).toMatchObject({ state: 'ended', side: 'callee', code: CODES.timeout, other: { name: 'Ana' } });
    expect(model.missed).toHaveLength(1);
    const taken = started({ callee: { ...ANA, userId: 'cid', name: 'Cid' } });
    expect(run(incoming, told(news(taken, CODES.answeredElsewhere), true)).missed).toEqual([]);
  });

  it('[P5] that answers a call canceled before is told so', () => {
    const model = run(
      incoming,
      { type: 'answering', callId: 'c1', on: true },
      told(news(finished(CODES.canceled), CODES.canceled), true),
      { type: 'gone', callId: 'c1', code: CODES.notInCall, at: AT },
    );
    expect(model.view).toMatchObject({ state: 'ended', code: CODES.canceled });
  });

  it('[C15] that lost the race for a call does not show it as started', () => {
    const elsewhere = started({ callee: { ...BEN, endpointId: 'ben-2' } });
    expect(run(incoming, told(news(elsewhere))).view).toMatchObject({ state: 'ended', code: CODES.answeredElsewhere });
  });

  it('drops news that is older than what it shows', () => {
    expect(run(talking, told(news(ringing())))).toEqual(talking);
  });
});

describe('a call that has started', () => {
  it('[C11] ends for both with the code given and how long they talked', () => {
    const end = finished(0, { callee: BEN, startedAt: SERVER_NOW + 5_000, endedBy: 'caller' });
    expect(run(talking, told(news(end, 0, 'bye'), true)).view).toEqual({
      state: 'ended',
      call: end,
      side: 'callee',
      other: { userId: 'ana', name: 'Ana' },
      code: 0,
      endedBy: 'caller',
      text: 'bye',
      wasWaiting: false,
      talkedMs: 4_000,
      kinds: { audio: true, video: true },
    });
  });

  it('[C17] whose end was said here stays as it was said', () => {
    const left = run(talking, { type: 'left', code: 0, at: AT + 8_000 });
    expect(left.view).toMatchObject({ state: 'ended', endedBy: 'callee', talkedMs: 3_000 });
    const crossed = finished(0, { callee: BEN, startedAt: SERVER_NOW + 5_000, endedBy: 'caller' });
    expect(run(left, told(news(crossed, 0), true)).view).toMatchObject({ endedBy: 'callee', code: 0, talkedMs: 3_000 });
  });

  it('ignores a stranger’s call', () => {
    const strange = ringing({ callId: 'x', caller: { ...ANA, userId: 'eve' }, callee: { ...BEN, userId: 'mallory' } });
    expect(run(talking, told(news(strange)))).toBe(talking);
  });
});

it('puts missed calls away one by one', () => {
  const model = run(incoming, told(news(finished(CODES.timeout), CODES.timeout), true));
  expect(run(model, { type: 'dismissMissed', callId: 'c1' }).missed).toEqual([]);
});
