import { CODES, type NewsMap, type Side } from '@frontdesk/protocol';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Send } from '../connection/Send.js';
import { Keep } from '../Keep.js';
import { loadPeer } from '../PeerLink.js';
import { ANA, BEN, ringing, started } from '../testing/calls.js';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { PaperLink } from '../testing/PaperLink.js';
import type { CallView } from '../views.js';
import { CallMedia } from './CallMedia.js';
import { CallMemory } from './CallMemory.js';

beforeAll(async () => {
  await loadPeer();
});

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeStream);
  return () => vi.unstubAllGlobals();
});

const BOTH = { audio: true, video: true };
const ANA_PAGE = ANA.endpointId;
const PAGES = ['page-1', 'page-2', 'page-3', 'page-4', 'page-5', 'page-6'] as const;

/** The media of one page in Ana's call to Ben; what it sends goes to whoever has this endpoint. */
class Page {
  readonly endpointId: string;
  readonly media: CallMedia;
  readonly links: PaperLink[] = [];
  readonly commands: string[] = [];
  readonly clock: ManualClock;
  readonly #side: Side;
  #opened = 0;
  isTold = true;
  /** What the server says of paths while it rings. */
  icePolicy: 'all' | 'relay' = 'all';

  constructor(endpointId: string, side: Side, net: Map<string, Page>) {
    this.endpointId = endpointId;
    this.#side = side;
    this.clock = new ManualClock();
    net.set(endpointId, this);
    const pass = ({ to, ...signal }: { callId: string; to: string; epoch: number; data: object }): void => {
      net.get(to)?.media.hear({ ...signal, from: endpointId });
    };
    const send = async (command: string, payload: unknown): Promise<object> => {
      this.commands.push(command);
      if (command === 'call:signal') pass(payload as Parameters<typeof pass>[0]);
      if (command === 'call:alert') {
        const from = { ...(payload as NewsMap['call:alert']), from: endpointId };
        for (const page of net.values()) if (page.isTold) page.media.alerted(from);
      }
      return { ok: true, value: { iceServers: [], icePolicy: this.icePolicy, expiresAt: 9_000_000, ticket: '' } };
    };
    this.media = new CallMedia({
      devices: {
        open: async () => {
          this.#opened += 1;
          return {
            audio: new FakeTrack('audio').asTrack(),
            video: new FakeTrack('video').asTrack(),
            problems: { audio: null, video: null },
          };
        },
        choose: () => undefined,
      },
      send: send as unknown as Send,
      post: pass,
      clock: this.clock,
      serverNow: () => this.clock.now(),
      memory: new CallMemory(new Keep(() => null)),
      endpointId: () => endpointId,
      onDoubt: () => undefined,
      onGivenUp: () => undefined,
      onTicket: () => expect.unreachable('there is no ticket before the start'),
      makeLink: (options) => {
        const link = new PaperLink(options);
        this.links.push(link);
        return link;
      },
    });
    this.media.setLine(true);
  }

  get opened(): number {
    return this.#opened;
  }

  get live(): readonly PaperLink[] {
    return this.links.filter(({ isOver }) => !isOver);
  }

  ring(): void {
    const call = ringing();
    const view: CallView =
      this.#side === 'callee'
        ? { state: 'incoming', call, other: ANA, reachable: true, answering: false }
        : {
            state: 'outgoing',
            call,
            other: BEN,
            reachable: true,
            since: 0,
            dialed: BEN.userId,
            said: { place: null, text: '', wait: null },
          };
    if (this.#side === 'caller') this.media.open(BOTH);
    this.media.follow(view);
  }

  /** START has bound Ana's page and this one of Ben's. */
  start(bound: string): void {
    const call = started();
    const other = this.#side === 'caller' ? { ...BEN, endpointId: bound } : ANA;
    this.media.started({ call, code: CODES.ok, param: 0, text: '', iceServers: [], icePolicy: 'all', ticket: 't' });
    this.media.follow({ state: 'started', call, side: this.#side, other, reachable: true, since: 0 });
  }
}

async function rings(pages: number, icePolicy: 'all' | 'relay' = 'all') {
  const net = new Map<string, Page>();
  const ana = new Page(ANA_PAGE, 'caller', net);
  const bens = PAGES.slice(0, pages).map((id) => new Page(id, 'callee', net));
  for (const page of net.values()) {
    page.icePolicy = icePolicy;
    page.ring();
  }
  await settled();
  return { ana, bens, net };
}

describe('while it rings', () => {
  it('[C22] [C23] links the two pages, with nothing in the link and nothing opened at the callee', async () => {
    const { ana, bens } = await rings(1);
    expect(ana.links.map(({ heard }) => heard)).toEqual([['answer']]);
    expect(bens[0]?.links.map(({ heard }) => heard)).toEqual([['offer']]);
    expect(bens[0]?.opened).toBe(0);
    for (const page of [ana, ...bens]) {
      expect(Object.values(page.links[0]?.options.tracks ?? {})).toEqual([null, null, null, null]);
      expect(page.links[0]?.sent).toEqual([]);
      expect(page.media.view.get().link).toBe('none');
    }
  });

  it('[C23] the start puts the tracks into the link that is there already', async () => {
    const { ana, bens } = await rings(1);
    const [ben] = bens;
    ben?.media.open(BOTH);
    await settled();
    expect(ben?.links[0]?.sent).toEqual([]);
    ana.start(PAGES[0]);
    ben?.start(PAGES[0]);
    await settled();
    for (const page of [ana, ...bens]) {
      expect(page.links).toHaveLength(1);
      expect(page.links[0]?.sent).toEqual(['audio', 'video']);
      page.clock.pass(60_000);
      expect(page.media.view.get()).toMatchObject({ link: 'connected', receiving: BOTH });
    }
  });

  it('the first picture is small, and once the call has started whole, unless the line says otherwise', async () => {
    const { ana, bens } = await rings(1);
    ana.clock.pass(5_000);
    ana.start(PAGES[0]);
    bens[0]?.start(PAGES[0]);
    await settled();
    expect(ana.links[0]?.pictureLimits).toEqual([{ scaleResolutionDownBy: 2 }]);
    bens[0]?.media.limit('video', { maxBitrate: 9 });
    for (const page of [ana, ...bens]) page.clock.pass(10_000);
    expect(ana.links[0]?.pictureLimits.slice(1)).toEqual([{}]);
    expect(bens[0]?.links[0]?.pictureLimits.slice(1)).toEqual([{ maxBitrate: 9 }]);
  });

  it('[C22] a link that is made through the relay only looks for a direct path after the start, where it may', async () => {
    const { ana, bens } = await rings(1, 'relay');
    const links = [ana, ...bens].flatMap((page) => page.links);
    expect(links.map(({ icePolicy }) => icePolicy)).toEqual(['relay', 'relay']);
    bens[0]?.start(PAGES[0]);
    ana.start(PAGES[0]);
    await settled();
    expect(links.map(({ icePolicy }) => icePolicy)).toEqual(['all', 'all']);
    expect(ana.links.map(({ restarts }) => restarts)).toEqual([1]);
    expect(bens[0]?.links.map(({ heard }) => heard)).toEqual([['offer', 'offer']]);
  });

  it('[C7] the page that answers keeps its link, the others’ are closed', async () => {
    const { ana, bens } = await rings(3);
    expect(ana.live).toHaveLength(3);
    ana.start(PAGES[1]);
    bens[0]?.media.follow({ state: 'idle' });
    bens[1]?.start(PAGES[1]);
    bens[2]?.media.follow({ state: 'idle' });
    await settled();
    expect(ana.live).toEqual([ana.links[1]]);
    expect(bens.map(({ live }) => live.length)).toEqual([0, 1, 0]);
    expect(ana.links[1]?.sent).toEqual(['audio', 'video']);
  });

  it('[P5] nothing is left of a call that ends before its start', async () => {
    const { ana, bens } = await rings(2);
    for (const page of [ana, ...bens]) {
      page.media.follow({ state: 'idle' });
      expect(page.live).toEqual([]);
      expect(page.clock.waiting).toBe(0);
    }
  });

  it('makes five links at most; a sixth page is linked when it has answered', async () => {
    const { ana, bens } = await rings(6);
    expect(ana.links).toHaveLength(5);
    ana.start(PAGES[5]);
    bens[5]?.start(PAGES[5]);
    await settled();
    expect(ana.live).toHaveLength(1);
    expect(ana.media.view.get().link).toBe('connected');
  });

  it('[epoch] a page that rings anew after a reload gets a new link with a higher epoch', async () => {
    const { ana, net } = await rings(1);
    const again = new Page(PAGES[0], 'callee', net);
    again.ring();
    await settled();
    expect(ana.links.map(({ isOver }) => isOver)).toEqual([true, false]);
    expect(again.links.map(({ heard }) => heard)).toEqual([['offer']]);
  });

  it('[epoch] a caller’s page that was reloaded offers what its callee takes', async () => {
    const { ana, bens, net } = await rings(1);
    ana.media.follow({ state: 'idle' });
    const again = new Page(ANA_PAGE, 'caller', net);
    again.clock.pass(1_000);
    const call = ringing();
    const said = { place: null, text: '', wait: null };
    again.media.follow({ state: 'outgoing', call, other: BEN, reachable: true, since: 0, dialed: BEN.userId, said });
    again.media.alerted({ callId: call.callId, from: PAGES[0], preconnect: true });
    await settled();
    expect(again.links.map(({ heard }) => heard)).toEqual([['answer']]);
    expect(bens[0]?.links.map(({ isOver }) => isOver)).toEqual([true, false]);
  });

  it('[P12] a link that failed while it rang is made anew at the start, not before', async () => {
    const { ana, bens } = await rings(1);
    ana.links[0]?.end('failed');
    bens[0]?.links[0]?.end('failed');
    ana.clock.pass(20_000);
    expect(ana.links).toHaveLength(1);
    ana.start(PAGES[0]);
    bens[0]?.start(PAGES[0]);
    ana.clock.pass(0);
    await settled();
    expect(ana.links).toHaveLength(2);
    expect(ana.media.view.get().link).toBe('connected');
    expect(ana.links[1]?.options.tracks.audio).not.toBeNull();
  });

  it('does without, where the other side or the server does not want it', async () => {
    const net = new Map<string, Page>();
    const ana = new Page(ANA_PAGE, 'caller', net);
    ana.isTold = false;
    const ben = new Page(PAGES[0], 'callee', net);
    ana.ring();
    ben.ring();
    await settled();
    expect([ana.links, ben.links]).toEqual([[], []]);
    ana.start(PAGES[0]);
    ben.start(PAGES[0]);
    await settled();
    expect([ana, ben].map(({ media }) => media.view.get().link)).toEqual(['connected', 'connected']);
  });

  it('[C24] strangers’ signals and alerts lead nowhere', async () => {
    const { ana } = await rings(1);
    ana.media.hear({ callId: 'other', from: PAGES[0], epoch: 9, data: { type: 'offer', sdp: 'v=0' } });
    ana.media.hear({ callId: 'c1', from: 'stranger', epoch: 1, data: { type: 'answer', sdp: 'v=0' } });
    ana.media.alerted({ callId: 'other', from: 'stranger', preconnect: true });
    ana.media.alerted({ callId: 'c1', from: 'stranger', preconnect: false });
    await settled();
    expect(ana.links).toHaveLength(1);
    expect(ana.links[0]?.heard).toEqual(['answer']);
  });
});
