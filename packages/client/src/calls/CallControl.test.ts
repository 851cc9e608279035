import { CODES } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import type { TabMessage } from '../identity/TabChannel.js';
import { Keep } from '../Keep.js';
import { ANA, BEN, finished, news, ready, ringing, started } from '../testing/calls.js';
import { DOWN, page, refusal, storage } from '../testing/controlledPage.js';
import { settled } from '../testing/ManualClock.js';

describe('request', () => {
  it('[C18] is sent again with the same id when the line broke, and is one call', async () => {
    const { control, sent } = page(ANA);
    const result = control.request('ben', true, 'Ben');
    control.lineDown();
    await sent[0]?.answer(DOWN);
    control.ready(ready(ANA, { calls: [ringing()] }));
    control.lineUp();
    await settled();
    expect(sent.map(({ payload }) => payload)).toEqual([sent[0]?.payload, sent[0]?.payload]);
    await sent[1]?.answer({ ok: true, value: ringing() });
    expect(await result).toEqual({ ok: true, value: ringing() });
    expect(control.view.get().state).toBe('outgoing');
  });

  it('fails in words when the line does not come back', async () => {
    const { control, sent, clock } = page(ANA);
    const result = control.request('ben', true, null);
    control.lineDown();
    await sent[0]?.answer(DOWN);
    clock.pass(15_000);
    await settled();
    expect(await result).toEqual(DOWN);
    expect(control.view.get()).toMatchObject({ state: 'ended', code: CODES.disconnected, call: null });
  });

  it('is refused while the page is in a call', async () => {
    const { control } = page(ANA);
    void control.request('ben', true, null);
    expect(await control.request('cid', true, null)).toMatchObject({ ok: false, error: { code: CODES.busy } });
  });

  it('that was given up before its acknowledgment ends the call that it made', async () => {
    const { control, sent } = page(ANA);
    const result = control.request('ben', true, null);
    void control.leave(CODES.canceled);
    expect(control.view.get()).toMatchObject({ state: 'ended', code: CODES.canceled, endedBy: 'caller' });
    await sent[0]?.answer({ ok: true, value: ringing() });
    control.news('call:reply', news(ringing()));
    expect(await result).toMatchObject({ ok: false, error: { code: CODES.canceled } });
    expect(sent[1]).toMatchObject({ command: 'call:reply', payload: { callId: 'c1', code: CODES.canceled } });
    expect(control.view.get()).toMatchObject({ state: 'ended' });
  });

  it('that was given up while nobody knew whether it arrived is ended on the next connection', async () => {
    const { control, sent } = page(ANA);
    const result = control.request('ben', true, null);
    void control.leave(CODES.canceled);
    control.lineDown();
    await sent[0]?.answer(DOWN);
    await result;
    control.dismiss();
    control.ready(ready(ANA, { calls: [ringing()] }));
    expect(control.view.get()).toEqual({ state: 'idle' });
    await control.lineUp();
    expect(sent[1]).toMatchObject({ command: 'call:reply', payload: { callId: 'c1', code: CODES.canceled } });
  });
});

describe('a refusal', () => {
  it('[C8] that the server took for a ring begun since is the end of that ring too', async () => {
    const { control, sent } = page(BEN);
    control.ready(ready(BEN, { calls: [ringing()] }));
    void control.leave(CODES.ok);
    const again = ringing({ version: 5 });
    control.news('call:request', news(again));
    expect(control.view.get()).toMatchObject({ state: 'incoming', call: { version: 5 } });
    await sent[0]?.answer({ ok: true, value: { ...again, version: 6, state: 'waiting' } });
    await settled();
    expect(control.view.get().state).not.toBe('incoming');
  });

  it('says nothing of a ring that began after it', async () => {
    const { control, sent } = page(BEN);
    control.ready(ready(BEN, { calls: [ringing()] }));
    void control.leave(CODES.ok);
    control.news('call:request', news(ringing({ version: 9 })));
    await sent[0]?.answer({ ok: true, value: { ...ringing({ version: 4 }), state: 'waiting' } });
    await settled();
    expect(control.view.get()).toMatchObject({ state: 'incoming', call: { version: 9 } });
  });
});

describe('accept', () => {
  it('[P5] is sent again when it is not confirmed', async () => {
    const { control, sent } = page(BEN);
    control.news('call:request', news(ringing()));
    const result = control.accept();
    expect(control.view.get()).toMatchObject({ state: 'incoming', answering: true });
    await sent[0]?.answer(DOWN);
    await sent[1]?.answer({ ok: true, value: started() });
    expect(await result).toMatchObject({ ok: true });
    expect(control.view.get()).toMatchObject({ state: 'started', side: 'callee' });
  });

  it('[P8] by a double click is one command', async () => {
    const { control, sent } = page(BEN);
    control.news('call:request', news(ringing()));
    void control.accept();
    void control.accept();
    expect(sent).toHaveLength(1);
  });

  it('[C14] [P5] of a call that was canceled first says so', async () => {
    const { control, sent } = page(BEN);
    control.news('call:request', news(ringing()));
    const result = control.accept();
    control.news('call:reply', news(finished(CODES.canceled), CODES.canceled));
    await sent[0]?.answer(refusal(CODES.notInCall));
    expect(await result).toMatchObject({ ok: false });
    expect(control.view.get()).toMatchObject({ state: 'ended', code: CODES.canceled, endedBy: 'caller' });
  });

  it('[C15] that came second says that it was answered elsewhere', async () => {
    const { control, sent } = page(BEN);
    control.news('call:request', news(ringing()));
    void control.accept();
    await sent[0]?.answer(refusal(CODES.answeredElsewhere));
    expect(control.view.get()).toMatchObject({ state: 'ended', code: CODES.answeredElsewhere });
  });

  it('that could not be sent leaves the call ringing, to be tried again', async () => {
    const { control, sent } = page(BEN);
    control.news('call:request', news(ringing()));
    void control.accept();
    await sent[0]?.answer(refusal(CODES.rateLimited));
    expect(control.view.get()).toMatchObject({ state: 'incoming', answering: false });
  });
});

describe('leaving', () => {
  it('hangs up at once without a line, and says so on the next connection', async () => {
    const { control, sent } = page(BEN);
    control.ready(ready(BEN, { calls: [started()] }));
    control.lineDown();
    void control.leave(CODES.ok);
    expect(control.view.get()).toMatchObject({ state: 'ended', endedBy: 'callee' });
    await sent[0]?.answer(DOWN);
    control.ready(ready(BEN, { calls: [started()] }));
    await control.lineUp();
    expect(control.view.get()).toMatchObject({ state: 'ended' });
    expect(sent[1]).toMatchObject({ command: 'call:finish', payload: { callId: 'c1', code: CODES.ok } });
    await sent[1]?.answer({ ok: true, value: finished(0) });
    await control.lineUp();
    expect(sent).toHaveLength(2);
  });

  it('[C8] rejects what rings and cancels what it dialed', async () => {
    const callee = page(BEN);
    callee.control.news('call:request', news(ringing()));
    void callee.control.leave(CODES.ok);
    expect(callee.sent[0]).toMatchObject({ command: 'call:reply', payload: { code: CODES.rejected } });
    const caller = page(ANA);
    caller.control.ready(ready(ANA, { calls: [ringing()] }));
    void caller.control.leave(CODES.ok);
    expect(caller.sent[0]).toMatchObject({ command: 'call:reply', payload: { code: CODES.canceled } });
  });
});

describe('a callee who changes her mind', () => {
  it('ends the call whether or not her accept was first', async () => {
    const { control, sent } = page(BEN);
    control.news('call:request', news(ringing()));
    void control.accept();
    void control.leave(CODES.rejected);
    expect(sent[1]).toMatchObject({ command: 'call:finish', payload: { callId: 'c1', code: CODES.rejected } });
    await sent[0]?.answer({ ok: true, value: started() });
    control.news('call:start', news(started()));
    expect(control.view.get()).toMatchObject({ state: 'ended', code: CODES.rejected, endedBy: 'callee' });
  });
});

describe('a page', () => {
  it('[P3] stops ringing 2 s after the ring time, if nobody tells', () => {
    const { control, clock } = page(BEN);
    control.news('call:request', news(ringing()));
    clock.pass(46_999);
    expect(control.view.get().state).toBe('incoming');
    clock.pass(1);
    expect(control.view.get()).toMatchObject({ state: 'ended', code: CODES.timeout });
    expect(control.missed.get()).toHaveLength(1);
  });

  it('keeps missed calls, and which it has put away, over a reload', () => {
    const keep = storage();
    const before = page(BEN, keep());
    before.control.ready(ready(BEN, { ended: [finished(CODES.timeout), finished(CODES.timeout, { callId: 'c2' })] }));
    before.control.dismissMissed('c1');
    const after = page(BEN, keep());
    expect(after.control.missed.get().map(({ callId }) => callId)).toEqual(['c2']);
    expect(page(ANA, keep()).control.missed.get()).toEqual([]);
  });

  it('writes nothing back when it leaves its call after signing out', () => {
    const written: string[] = [];
    const nowhere = { getItem: () => null, removeItem: () => undefined, key: () => null, length: 0 };
    const keep = new Keep(() => ({ ...nowhere, setItem: (key) => void written.push(key) }));
    let isSignedIn = true;
    const { control } = page(BEN, keep, () => isSignedIn);
    control.news('call:request', news(ringing()));
    isSignedIn = false;
    written.length = 0;
    void control.leave(CODES.ok);
    control.reset();
    expect(written).toEqual([]);
  });

  it('[P20] puts a missed call away in every tab of its person, and in nobody else’s', () => {
    const ended = [finished(CODES.timeout)];
    const one = page(BEN);
    const two = page(BEN);
    const other = page(ANA);
    one.control.ready(ready(BEN, { ended }));
    two.control.ready(ready(BEN, { ended }));
    one.control.dismissMissed('c1');
    expect(one.told).toEqual([{ type: 'dismissed_missed', userId: BEN.userId, callId: 'c1' }]);
    for (const message of one.told) {
      other.control.hearTab(message);
      two.control.hearTab({ ...message, userId: 'somebody-else' } as TabMessage);
      expect(two.control.missed.get()).toHaveLength(1);
      two.control.hearTab(message);
    }
    expect(two.control.missed.get()).toEqual([]);
    expect(two.told).toEqual([]);
  });
});
