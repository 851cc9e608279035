import { type CallSnapshot, CODES, type CommandValues, type SessionReady } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { ANA, BEN, finished, news, ready, ringing, SERVER_NOW, started } from '../testing/calls.js';
import { DOWN, page, refusal, storage, unconnected } from '../testing/controlledPage.js';
import { settled } from '../testing/ManualClock.js';

type Page = ReturnType<typeof unconnected>;

const HOUR = 3_600_000;

/** Ben in his call, whose ticket he was given. */
function talking(keep?: ReturnType<ReturnType<typeof storage>>): Page {
  const ben = page(BEN, keep);
  ben.control.news('call:request', news(ringing()));
  ben.control.news('call:start', news(started()));
  ben.control.keepTicket('c1', 'signed');
  return ben;
}

/** The server was restarted: it lists nothing. */
async function restart({ control }: Page): Promise<void> {
  control.lineDown();
  control.ready(ready(BEN));
  void control.lineUp();
  await settled();
}

function commands({ sent }: Page): unknown[] {
  return sent.map(({ command, payload }) => [command, payload]);
}

function grant(ticket: string): { readonly ok: true; readonly value: CommandValues['call:ice'] } {
  return { ok: true, value: { iceServers: [], icePolicy: 'all', expiresAt: 0, ticket } };
}

const RESUME = ['call:resume', { ticket: 'signed' }];
const TAKEN_UP: CallSnapshot = started({ version: 40 });

describe('a page in a call that the server has forgotten', () => {
  it('[C20] shows its ticket first of all, and shows the call all the while', async () => {
    const ben = talking();
    const before = ben.control.view.get();
    await restart(ben);
    expect(commands(ben)).toEqual([RESUME]);
    expect(ben.control.view.get()).toBe(before);
    await ben.sent[0]?.answer({ ok: true, value: TAKEN_UP });
    expect(ben.control.view.get()).toEqual({ ...before, call: TAKEN_UP });
  });

  it('[C20] believes what the server took up, also at a version lower than it held', async () => {
    const ben = talking();
    ben.control.ready(ready(BEN, { calls: [started({ version: 9 })] }));
    await restart(ben);
    await ben.sent[0]?.answer({ ok: true, value: started({ version: 3 }) });
    ben.control.news('call:finish', news(finished(CODES.ok, { version: 4, callee: BEN })));
    expect(ben.control.view.get()).toMatchObject({ state: 'ended', code: CODES.ok, endedBy: 'caller' });
  });

  it('[C20] asks for a fresh ticket then, and for another long before that has run out', async () => {
    const ben = talking();
    await restart(ben);
    await ben.sent[0]?.answer({ ok: true, value: TAKEN_UP });
    expect(commands(ben)[1]).toEqual(['call:ice', { callId: 'c1' }]);
    await ben.sent[1]?.answer(grant('fresh'));
    ben.clock.pass(12 * HOUR);
    expect(commands(ben)[2]).toEqual(['call:ice', { callId: 'c1' }]);
    await ben.sent[2]?.answer(DOWN);
    ben.clock.pass(10 * 60_000);
    await ben.sent[3]?.answer(grant('fresher'));
    await restart(ben);
    expect(commands(ben)[4]).toEqual(['call:resume', { ticket: 'fresher' }]);
  });

  it('[C20] ends it when the server knows that it is over', async () => {
    const ben = talking();
    await restart(ben);
    await ben.sent[0]?.answer(refusal(CODES.notInCall));
    expect(ben.control.view.get()).toMatchObject({ state: 'ended', code: CODES.notInCall, endedBy: null });
    await restart(ben);
    expect(ben.sent).toHaveLength(1);
  });

  it('[C20] ends it as lost where there is no ticket', async () => {
    const ben = page(BEN);
    ben.control.ready(ready(BEN, { calls: [started()] }));
    await restart(ben);
    expect(ben.sent).toEqual([]);
    expect(ben.control.view.get()).toMatchObject({ state: 'ended', code: CODES.disconnected });
  });

  it('[C20] asks again when nobody answers, and on the next line when this one breaks', async () => {
    const ben = talking();
    await restart(ben);
    await ben.sent[0]?.answer(DOWN);
    expect(ben.sent).toHaveLength(1);
    ben.clock.pass(1_000);
    await settled();
    expect(commands(ben)).toEqual([RESUME, RESUME]);
    ben.control.lineDown();
    await ben.sent[1]?.answer(DOWN);
    ben.clock.pass(1_000);
    await restart(ben);
    expect(commands(ben)).toEqual([RESUME, RESUME, RESUME]);
    expect(ben.control.view.get().state).toBe('started');
  });

  it('[C20] resumes nothing that the server lists, because the other side was first', async () => {
    const ben = talking();
    ben.control.lineDown();
    ben.control.ready(ready(BEN, { calls: [TAKEN_UP] }));
    await ben.control.lineUp();
    expect(ben.sent).toEqual([]);
    expect(ben.control.view.get()).toMatchObject({ state: 'started', call: TAKEN_UP });
  });

  it('[C20] takes a call up that was hung up without a line, only to say so', async () => {
    const ben = talking();
    ben.control.lineDown();
    void ben.control.leave(CODES.ok);
    await ben.sent[0]?.answer(DOWN);
    await restart(ben);
    await ben.sent[1]?.answer({ ok: true, value: TAKEN_UP });
    expect(commands(ben).slice(1)).toContainEqual(['call:finish', { callId: 'c1', code: CODES.ok }]);
    expect(ben.control.view.get()).toMatchObject({ state: 'ended', endedBy: 'callee' });
  });
});

describe('a page that was reloaded while the server was away', () => {
  it('[C20] goes back to its call and believes no empty list before', async () => {
    const keep = storage();
    talking(keep());
    const again = unconnected(keep());
    again.control.ready(ready(BEN));
    expect(again.control.view.get()).toEqual({ state: 'resuming', call: started(), other: ANA });
    void again.control.lineUp();
    expect(commands(again)).toEqual([RESUME]);
    await again.sent[0]?.answer({ ok: true, value: TAKEN_UP });
    expect(again.control.view.get()).toMatchObject({ state: 'started', side: 'callee', other: ANA, since: 1_005_000 });
  });

  it('[C20] says that the call is over if it is', async () => {
    const keep = storage();
    talking(keep());
    const again = unconnected(keep());
    again.control.ready(ready(BEN));
    void again.control.lineUp();
    await again.sent[0]?.answer(refusal(CODES.notInCall));
    expect(again.control.view.get()).toMatchObject({ state: 'ended', code: CODES.notInCall, other: { name: 'Ana' } });
    expect(unconnectedView(keep)).toEqual({ state: 'idle' });
  });

  it('[C19] says how the call ended, if it did while nobody was here, and says it once', () => {
    const keep = storage();
    talking(keep());
    const over = finished(CODES.disconnected, { callee: BEN, endedBy: 'server', startedAt: SERVER_NOW + 5_000 });
    const again = unconnected(keep());
    again.control.ready(ready(BEN, { ended: [over] }));
    expect(again.control.view.get()).toMatchObject({ state: 'ended', code: CODES.disconnected, talkedMs: 4_000 });
    expect(unconnectedView(keep, { ended: [over] })).toEqual({ state: 'idle' });
  });

  it('says nothing of the end of a call that was hung up here', () => {
    const keep = storage();
    const before = talking(keep());
    before.control.lineDown();
    void before.control.leave(CODES.ok);
    const over = finished(CODES.disconnected, { callee: BEN, endedBy: 'server' });
    expect(unconnectedView(keep, { ended: [over] })).toEqual({ state: 'idle' });
  });

  it('[C20] may hang up before the call is back, which is said as soon as it is', async () => {
    const keep = storage();
    talking(keep());
    const again = unconnected(keep());
    again.control.ready(ready(BEN));
    void again.control.lineUp();
    void again.control.leave(CODES.ok);
    expect(again.control.view.get()).toMatchObject({ state: 'ended', code: CODES.ok, endedBy: 'callee' });
    expect(commands(again)).toEqual([RESUME]);
    await again.sent[0]?.answer({ ok: true, value: TAKEN_UP });
    expect(commands(again)).toContainEqual(['call:finish', { callId: 'c1', code: CODES.ok }]);
    expect(again.control.view.get()).toMatchObject({ state: 'ended', endedBy: 'callee' });
  });

  it('[C20] does not go back to a call that was hung up, and says so still', async () => {
    const keep = storage();
    const before = talking(keep());
    before.control.lineDown();
    void before.control.leave(CODES.ok);
    const again = unconnected(keep());
    again.control.ready(ready(BEN));
    expect(again.control.view.get()).toEqual({ state: 'idle' });
    void again.control.lineUp();
    await again.sent[0]?.answer({ ok: true, value: TAKEN_UP });
    await again.sent[2]?.answer({ ok: true, value: finished(CODES.ok, { version: 41 }) });
    expect(commands(again)).toEqual([
      RESUME,
      ['call:ice', { callId: 'c1' }],
      ['call:finish', { callId: 'c1', code: 0 }],
    ]);
    expect(again.control.view.get()).toEqual({ state: 'idle' });
  });

  it('shows a ring that came meanwhile after the call', async () => {
    const keep = storage();
    talking(keep());
    const again = unconnected(keep());
    again.control.ready(ready(BEN, { calls: [ringing({ callId: 'c2' })] }));
    expect(again.control.view.get().state).toBe('resuming');
    void again.control.lineUp();
    await again.sent[0]?.answer(refusal(CODES.notInCall));
    again.control.dismiss();
    expect(again.control.view.get()).toMatchObject({ state: 'incoming', call: { callId: 'c2' } });
  });

  it('forgets the ticket with the end of the call, and never takes up what is another page’s', async () => {
    const keep = storage();
    const before = talking(keep());
    expect(unconnectedView(keep, { endpointId: 'ben-2' })).toEqual({ state: 'idle' });
    expect(unconnectedView(keep)).toEqual({ state: 'idle' });
    before.control.keepTicket('c1', 'signed');
    before.control.news('call:finish', news(finished(CODES.ok, { callee: BEN })));
    expect(unconnectedView(keep)).toEqual({ state: 'idle' });
  });
});

function unconnectedView(keep: ReturnType<typeof storage>, page: Partial<SessionReady> = {}) {
  const { control } = unconnected(keep());
  control.ready(ready(BEN, page));
  return control.view.get();
}
