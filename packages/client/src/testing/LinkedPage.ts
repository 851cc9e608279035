import type { MediaKinds } from '@frontdesk/protocol';
import { CallLink } from '../media/CallLink.js';
import type { CallLinkState } from '../media/CallLinkPorts.js';
import type { SendingKinds } from '../views.js';
import { ManualClock, settled } from './ManualClock.js';
import { PaperLink } from './PaperLink.js';

const BOTH: MediaKinds = { audio: true, video: true };
export const ICE = { iceServers: [], icePolicy: 'all' } as const;

/** One page in the call: its present CallLink (a reload makes another), and what it showed. */
export class LinkedPage {
  readonly states: CallLinkState[] = [];
  readonly links: PaperLink[] = [];
  readonly sent: { readonly epoch: number; readonly data: object }[] = [];
  media: SendingKinds | null = null;
  isThere = true;
  /** Its line is dead, and the server has not noticed: what goes into it is acknowledged, and lost. */
  isDead = false;
  givenUp = 0;
  link: CallLink | null = null;
  other: LinkedPage | null = null;
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
          if (!this.isDead && !this.other.isDead) this.other.link?.hear(epochNow, data);
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

  /** Its host has another network: the line is found dead, and there is a new one. */
  reconnect(): void {
    this.link?.setLine(false);
    this.isDead = false;
    this.link?.setLine(true);
  }

  get state(): CallLinkState | undefined {
    return this.states.at(-1);
  }
}

/** Two pages whose link is up. */
export async function connected(): Promise<{ caller: LinkedPage; callee: LinkedPage; clock: ManualClock }> {
  const clock = new ManualClock();
  const caller = new LinkedPage(true, clock);
  const callee = new LinkedPage(false, clock);
  caller.other = callee;
  callee.other = caller;
  callee.open().start(ICE);
  caller.open().start(ICE);
  await settled();
  return { caller, callee, clock };
}
