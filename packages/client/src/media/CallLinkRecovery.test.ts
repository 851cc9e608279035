import { describe, expect, it } from 'vitest';
import { connected, LinkedPage } from '../testing/LinkedPage.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import type { PaperLink } from '../testing/PaperLink.js';

function linkOf(page: LinkedPage): PaperLink {
  const link = page.links.at(-1);
  if (!link) throw new Error('no link');
  return link;
}

/** Time passes while so much comes in each tenth of a second. */
async function flow(
  clock: ManualClock,
  link: PaperLink,
  seconds: number,
  { packets = 0, arrived = 0, decoded = 0 }: { packets?: number; arrived?: number; decoded?: number },
): Promise<void> {
  for (let passed = 0; passed < 10 * seconds; passed += 1) {
    link.packets += packets;
    link.arrived += arrived;
    link.decoded += decoded;
    clock.pass(100);
    await settled();
  }
}

describe('CallLink in trouble', () => {
  it('[P12] finds another path for a link that does not heal by itself, and keeps it', async () => {
    const { caller, callee, clock } = await connected();
    caller.links[0]?.options.onState('interrupted');
    clock.pass(2_499);
    expect([caller.state, caller.links[0]?.restarts]).toEqual(['interrupted', 0]);
    clock.pass(1);
    await settled();
    expect([caller.state, caller.links[0]?.restarts]).toEqual(['connected', 1]);
    expect([caller.links, callee.links].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('[P12] does so when only the callee has noticed, who asks for it', async () => {
    const { caller, callee, clock } = await connected();
    clock.pass(10_000);
    callee.links[0]?.options.onState('interrupted');
    clock.pass(3_300);
    await settled();
    expect(callee.sent.at(-2)).toEqual({ epoch: 1, data: { type: 'renegotiate', renegotiate: true, restart: true } });
    expect([callee.state, caller.links[0]?.restarts]).toEqual(['connected', 1]);
  });

  it('[P12] makes a new link at once when the old network is gone, though all seems well', async () => {
    const { caller, callee, clock } = await connected();
    clock.pass(10_000);
    callee.link?.networkChanged(true);
    clock.pass(0);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    expect([caller.links.length, callee.links.length]).toEqual([2, 2]);
  });

  it('[P12] sends no pictures along a dead path, and does again as soon as something comes', async () => {
    const { caller, clock } = await connected();
    const link = linkOf(caller);
    await flow(clock, link, 2, { packets: 5 });
    await flow(clock, link, 4, {});
    expect(caller.states).toContain('interrupted');
    expect(link.isHeld).toBe(true);
    await flow(clock, link, 0.3, { packets: 5 });
    expect(link.isHeld).toBe(false);
  });

  it('[P12] makes a new link when pictures come again but are not shown, and only then', async () => {
    const { caller, clock } = await connected();
    const link = linkOf(caller);
    const well = { packets: 5, arrived: 1, decoded: 1 };
    await flow(clock, link, 2, well);
    // One that stands still though nothing was amiss is the other side's affair.
    await flow(clock, link, 2, { packets: 5, arrived: 1 });
    await flow(clock, link, 4, {});
    await flow(clock, link, 3, well);
    expect(caller.links).toHaveLength(1);
    await flow(clock, link, 4, {});
    await flow(clock, link, 1, { packets: 5, arrived: 1 });
    expect(caller.links).toHaveLength(2);
  });

  it('[P12] does so at once when the network is another one', async () => {
    const { caller, callee, clock } = await connected();
    clock.pass(10_000);
    callee.link?.networkChanged(false);
    clock.pass(0);
    await settled();
    expect([callee.state, caller.links[0]?.restarts]).toEqual(['connected', 1]);
    caller.link?.networkChanged(false);
    clock.pass(1_000);
    await settled();
    expect([caller.state, caller.links[0]?.restarts]).toEqual(['connected', 2]);
  });

  it('[P12] makes a new link as soon as the callee’s line is back, into which an offer for the old one was lost', async () => {
    const { caller, callee, clock } = await connected();
    callee.isDead = true;
    for (const page of [caller, callee]) page.links[0]?.options.onState('interrupted');
    clock.pass(2_500);
    await settled();
    callee.reconnect();
    clock.pass(1_000);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    clock.pass(5_000);
    await settled();
    expect([caller.links.length, callee.links.length]).toEqual([2, 2]);
  });

  it('[P12] makes a new link as soon as the caller’s line is back, on which an offer for the old one was lost', async () => {
    const { caller, callee, clock } = await connected();
    caller.isDead = true;
    for (const page of [caller, callee]) page.links[0]?.options.onState('interrupted');
    clock.pass(2_500);
    await settled();
    expect(caller.state).toBe('interrupted');
    caller.reconnect();
    clock.pass(0);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    expect([caller.links.length, callee.links.length]).toEqual([2, 2]);
  });

  it('[P12] says an offer for another path again that was lost, if the callee asks for one', async () => {
    const { caller, callee, clock } = await connected();
    clock.pass(10_000);
    callee.isDead = true;
    for (const page of [caller, callee]) page.links[0]?.options.onState('interrupted');
    clock.pass(2_500);
    await settled();
    callee.isDead = false;
    clock.pass(1_000);
    await settled();
    clock.pass(0);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    expect([caller.links.length, caller.links[0]?.restarts]).toEqual([1, 1]);
  });

  it('[P12] says the first offer of a new link again, if the callee asks for it with the old one', async () => {
    const { caller, callee, clock } = await connected();
    callee.isDead = true;
    caller.links[0]?.end('failed');
    callee.links[0]?.options.onState('interrupted');
    clock.pass(300);
    await settled();
    callee.reconnect();
    clock.pass(1_000);
    await settled();
    expect([caller.state, callee.state]).toEqual(['connected', 'connected']);
    expect([caller.links.length, callee.links.length]).toEqual([2, 2]);
  });

  it('[epoch] leaves an ask for another path of an older link alone, once a newer one is answered', async () => {
    const { caller, callee, clock } = await connected();
    caller.links[0]?.end('failed');
    clock.pass(300);
    await settled();
    callee.link?.hear(2, {});
    caller.link?.hear(1, { type: 'renegotiate', renegotiate: true, restart: true });
    clock.pass(10_000);
    await settled();
    expect([caller.links.length, caller.links[1]?.restarts]).toEqual([2, 0]);
  });

  it('[epoch] answers an ask of a newer epoch than its own with a new link: an older one would not be heard', async () => {
    const { caller, clock } = await connected();
    caller.link?.hear(7, { type: 'renegotiate', renegotiate: true, restart: true });
    clock.pass(1_000);
    await settled();
    expect([caller.links.length, caller.links[0]?.restarts]).toEqual([2, 0]);
  });

  it('obeys ten asks in two minutes at most, whatever is asked for', async () => {
    const { caller, clock } = await connected();
    for (let second = 0; second < 119; second += 1) {
      const restart = second % 2 === 0;
      caller.link?.hear(caller.link.epoch, { type: 'renegotiate', renegotiate: true, restart });
      clock.pass(1_000);
      await settled();
    }
    const restarts = caller.links.reduce((sum, link) => sum + link.restarts, 0);
    expect(restarts + caller.links.length - 1).toBe(10);
  });

  it('[P9] says of a call that a page was reloaded in that it is being restored, for two minutes', async () => {
    const clock = new ManualClock();
    const callee = new LinkedPage(false, clock);
    callee.other = new LinkedPage(true, clock);
    callee.open({ isResumed: true }).start(null);
    expect(callee.state).toBe('failed');
    clock.pass(119_999);
    await settled();
    expect(callee.givenUp).toBe(0);
    // The first ask and nine more.
    expect(callee.sent).toHaveLength(10);
    clock.pass(1);
    expect(callee.givenUp).toBe(1);
  });
});
