import type { MediaKinds } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { PaperLink } from '../testing/PaperLink.js';
import type { SendingKinds } from '../views.js';
import { CallLink } from './CallLink.js';
import type { CallLinkState } from './CallLinkPorts.js';

const BOTH: MediaKinds = { audio: true, video: true };
const ICE = { iceServers: [], icePolicy: 'all' } as const;

/** One page in the call: its present CallLink (a reload makes another), and what it showed. */
class Page {
  readonly states: CallLinkState[] = [];
  readonly links: PaperLink[] = [];
  readonly sent: { readonly epoch: number; readonly data: object }[] = [];
  media: SendingKinds | null = null;
  isThere = true;
  givenUp = 0;
  link: CallLink | null = null;
  other: Page | null = null;
  readonly #isInitiator: boolean;
  readonly #clock: ManualClock;

  constructor(isInitiator: boolean, clock: ManualClock) {
    this.#isInitiator = isInitiator;
    this.#clock = clock;
  }

  open({ isResumed = false, isEarly = false, epoch = 0 } = {}): CallLink {
    this.link = new CallLink(
      { isInitiator: this.#isInitiator, isResumed, isEarly, allowed: BOTH, epoch },
      {
        clock: this.#clock,
        makeLink: (options) => {
          const link = new PaperLink(options);
          this.links.push(link);
          return link;
        },
        send: async (epochNow, data) => {
          this.sent.push({ epoch: epochNow, data });
          if (!this.other?.isThere) return false;
          this.other.link?.hear(epochNow, data);
          return true;
        },
        askIce: async () => ICE,
        nextEpoch: (last) => Math.max(last + 1, 2),
        tracks: () => ({ audio: null, video: null, screen: null, screenAudio: null }),
        onState: (state) => this.states.push(state),
        onTrack: () => undefined,
        onMedia: (media) => {
          this.media = media;
        },
        onLinked: () => undefined,
        onAgreed: () => undefined,
        isReceiving: () => true,
        onDoubt: () => undefined,
        onGivenUp: () => {
          this.givenUp += 1;
        },
      },
    );
    return this.link;
  }

  /** The page goes away: its links end without a word, and the other side is told. */
  vanish(): void {
    this.isThere = false;
    this.link?.close();
    this.link = null;
    this.other?.link?.setReachable(false);
  }

  /** The page is back after a reload, without any link. */
  async comeBack(): Promise<void> {
    this.isThere = true;
    this.open({ isResumed: true });
    this.other?.link?.setReachable(true);
    this.link?.start(null);
    await settled();
  }

  get state(): CallLinkState | undefined {
    return this.states.at(-1);
  }
}

async function connected(): Promise<{ caller: Page; callee: Page; clock: ManualClock }> {
  const clock = new ManualClock();
  const caller = new Page(true, clock);
  const callee = new Page(false, clock);
  caller.other = callee;
  callee.other = caller;
  callee.open().start(ICE);
  caller.open().start(ICE);
  await settled();
  return { caller, callee, clock };
}

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
    const caller = new Page(true, clock);
    const callee = new Page(false, clock);
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
    const { caller, callee } = await connected();
    callee.link?.close();
    await callee.comeBack();
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
    const callee = new Page(false, clock);
    callee.other = new Page(true, clock);
    callee.open().start(ICE);
    clock.pass(39_999);
    expect(callee.givenUp).toBe(0);
    clock.pass(1);
    expect(callee.givenUp).toBe(1);
  });

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

  it('[P12] does so at once when the network is another one', async () => {
    const { caller, callee, clock } = await connected();
    clock.pass(10_000);
    callee.link?.networkChanged();
    clock.pass(0);
    await settled();
    expect([callee.state, caller.links[0]?.restarts]).toEqual(['connected', 1]);
    caller.link?.networkChanged();
    clock.pass(1_000);
    await settled();
    expect([caller.state, caller.links[0]?.restarts]).toEqual(['connected', 2]);
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
