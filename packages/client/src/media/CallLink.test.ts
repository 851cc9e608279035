import { describe, expect, it } from 'vitest';
import { connected, ICE, LinkedPage } from '../testing/LinkedPage.js';
import { ManualClock, settled } from '../testing/ManualClock.js';

describe('CallLink', () => {
  it('links both sides with epoch 1 at the start', async () => {
    const { caller, callee, clock } = await connected();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    expect(caller.sent.map(({ epoch }) => epoch)).toEqual([1]);
    clock.pass(60_000);
    expect([caller.givenUp, callee.givenUp]).toEqual([0, 0]);
    expect(caller.links).toHaveLength(1);
  });

  it('takes an offer that comes before START has been shown', async () => {
    const clock = new ManualClock();
    const caller = new LinkedPage(true, clock);
    const callee = new LinkedPage(false, clock);
    caller.other = callee;
    callee.other = caller;
    callee.open();
    caller.open().start(ICE);
    await settled();
    callee.link?.start(ICE);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
  });

  it('[P9] makes a new link when the callee’s page was reloaded', async () => {
    const { caller, callee, clock } = await connected();
    callee.vanish();
    caller.links[0]?.end('closed');
    expect(caller.state).toBe('failed');
    await callee.comeBack();
    clock.pass(300);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    expect(caller.links).toHaveLength(2);
    expect(callee.links).toHaveLength(2);
    expect(caller.sent.at(-1)).toEqual({ epoch: 2, data: { type: 'offer', sdp: 'v=0' } });
  });

  it('[P9] makes a new link when the callee’s page was reloaded so fast that nobody noticed', async () => {
    const { caller, callee, clock } = await connected();
    callee.link?.close();
    await callee.comeBack();
    clock.pass(0);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    expect(caller.links).toHaveLength(2);
  });

  it('[P9] makes a new link when the caller’s page was reloaded, though the callee still believes in the old one', async () => {
    const { caller, callee } = await connected();
    caller.link?.close();
    await caller.comeBack();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    expect(callee.links).toHaveLength(2);
    expect(callee.links[0]?.isOver).toBe(true);
  });

  it('[P9] finds itself when both pages were reloaded', async () => {
    const { caller, callee, clock } = await connected();
    caller.vanish();
    callee.vanish();
    await callee.comeBack();
    await caller.comeBack();
    clock.pass(2_500);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
  });

  it('[C20] believes the news that the other is back, though an older answer that it is lost comes after it', async () => {
    const { caller, callee, clock } = await connected();
    callee.vanish();
    caller.isThere = false;
    callee.isThere = true;
    const again = callee.open({ isResumed: true });
    again.start(null);
    caller.isThere = true;
    // The answer to the first ask is still on its way.
    again.setReachable(true);
    caller.link?.setReachable(true);
    await settled();
    clock.pass(0);
    await settled();
    expect(callee.links).toHaveLength(2);
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
  });

  it('goes on with the same link when only the line to the server was lost', async () => {
    const { caller, callee, clock } = await connected();
    callee.link?.setLine(false);
    caller.link?.setReachable(false);
    clock.pass(5_000);
    callee.link?.setLine(true);
    caller.link?.setReachable(true);
    clock.pass(5_000);
    await settled();
    expect(caller.links).toHaveLength(1);
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
  });

  it('[P12] makes a new link after one has failed, once', async () => {
    const { caller, callee, clock } = await connected();
    callee.links[0]?.end('failed');
    caller.links[0]?.end('failed');
    clock.pass(300);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    clock.pass(10_000);
    await settled();
    expect(caller.links).toHaveLength(2);
  });

  it('[P12] makes a new link when only the callee has seen it fail', async () => {
    const { caller, callee, clock } = await connected();
    clock.pass(10_000);
    callee.links[0]?.end('failed');
    clock.pass(1_100);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    expect(caller.links).toHaveLength(2);
  });

  it('[P9] goes on with a page that it found away as soon as that one speaks, whether the server tells or not', async () => {
    const { caller, callee, clock } = await connected();
    callee.isThere = false;
    caller.links[0]?.end('closed');
    clock.pass(300);
    await settled();
    callee.link?.close();
    callee.isThere = true;
    callee.open({ isResumed: true }).start(null);
    await settled();
    clock.pass(0);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
  });

  it('sends nothing more to a page that is lost, and nothing before it is back', async () => {
    const { caller, callee, clock } = await connected();
    callee.isThere = false;
    caller.links[0]?.end('closed');
    clock.pass(300);
    await settled();
    const { length } = caller.sent;
    clock.pass(60_000);
    await settled();
    expect(caller.sent).toHaveLength(length);
    expect(caller.givenUp).toBe(0);
  });

  it('[code 100902] gives up after 40 s without a first picture, while both pages are there', async () => {
    const clock = new ManualClock();
    const callee = new LinkedPage(false, clock);
    callee.other = new LinkedPage(true, clock);
    callee.open().start(ICE);
    clock.pass(39_999);
    expect(callee.givenUp).toBe(0);
    clock.pass(1);
    expect(callee.givenUp).toBe(1);
  });

  it('[epoch] drops signals of an old epoch, and believes media of the present one', async () => {
    const { caller, callee } = await connected();
    caller.link?.close();
    await caller.comeBack();
    callee.link?.hear(1, { type: 'offer', sdp: 'v=0' });
    callee.link?.hear(1, { candidate: { candidate: 'x', sdpMid: '0', sdpMLineIndex: 0 } });
    callee.link?.hear(1, { media: { audio: false, video: false } });
    expect(callee.links).toHaveLength(2);
    expect(callee.links[1]?.heard).toEqual(['offer']);
    expect(callee.media).toBeNull();
    callee.link?.hear(2, { media: { audio: true, video: false } });
    expect(callee.media).toEqual({ audio: true, video: false, screen: false });
  });

  it('[epoch] lets only the initiator raise the epoch', async () => {
    const { caller } = await connected();
    caller.link?.hear(9, { type: 'offer', sdp: 'v=0' });
    expect(caller.links).toHaveLength(1);
    expect(caller.links[0]?.heard).toEqual(['answer']);
  });

  it('leaves no timer behind', async () => {
    const { caller, callee, clock } = await connected();
    caller.links[0]?.end('failed');
    caller.link?.close();
    callee.link?.close();
    expect(clock.waiting).toBe(0);
  });
});
