import type { CallSnapshot, NewsMap, Side } from '@frontdesk/protocol';
import type { Send } from '../connection/Send.js';
import { loadPeer } from '../PeerLink.js';
import type { CallParties, MediaSession } from './MediaSession.js';

/** To how many of the callee's pages a link is made while it rings; the others connect when they have answered. */
const MOST_LINKS = 5;

export interface EarlySessionsPorts {
  readonly send: Send;
  /** `isResumed`: this page was reloaded while it rings, and has perhaps made links before. */
  readonly makeSession: (parties: CallParties, isResumed: boolean) => MediaSession;
}

/** A call that rings: which, and which of its sides is this page. */
interface Ring {
  readonly call: CallSnapshot;
  readonly side: Side;
  readonly isResumed: boolean;
}

/**
 * The links that are made while it rings, with nothing in them (C22, C23).
 *
 * The callee's page tells that it rings; the caller's makes a link to each page that does. START binds two pages: their
 * link is taken over, the others are closed.
 */
export class EarlySessions {
  readonly #ports: EarlySessionsPorts;
  readonly #sessions = new Map<string, MediaSession>();
  #ring: Ring | null = null;
  #isLineUp = false;

  constructor(ports: EarlySessionsPorts) {
    this.#ports = ports;
  }

  /** This call rings, here or at the other side. Links of any other are closed. */
  ring(call: CallSnapshot, side: Side, isResumed = false): void {
    const isKnown = this.#ring?.call.callId === call.callId;
    if (isKnown) return;
    this.close();
    this.#ring = { call, side, isResumed };
    if (side === 'callee') this.#alert();
  }

  /** A page of the callee rings. One that says so again has lost its link: it was reloaded, or its line was down. */
  alerted({ callId, from, preconnect }: NewsMap['call:alert']): void {
    const ring = this.#ring;
    if (!preconnect || ring?.call.callId !== callId || ring.side !== 'caller') return;
    const before = this.#sessions.get(from);
    if (!before && this.#sessions.size >= MOST_LINKS) return;
    before?.close();
    this.#make(ring, from, ring.isResumed || before !== undefined).connectEarly();
  }

  hear(news: NewsMap['call:signal']): void {
    this.#sessions.get(news.from)?.hear(news);
  }

  setLine(isUp: boolean): void {
    this.#isLineUp = isUp;
    for (const session of this.#sessions.values()) session.setLine(isUp);
    // The server has forgotten that this page rings.
    if (isUp && this.#ring?.side === 'callee') this.#alert();
  }

  /** The link to the page that START has bound, if there is one; all others are closed. */
  take(callId: string, endpointId: string): MediaSession | null {
    const session = this.#sessions.get(endpointId);
    const taken = session?.callId === callId ? session : null;
    if (taken) this.#sessions.delete(endpointId);
    this.close();
    return taken;
  }

  close(): void {
    this.#ring = null;
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  /** Said once what a link needs is loaded, so that an offer finds it ready. */
  #alert(): void {
    const ring = this.#ring;
    if (!this.#isLineUp || !ring) return;
    const tell = (preconnect: boolean): void => {
      if (this.#ring !== ring || !this.#isLineUp) return;
      const { callId, caller } = ring.call;
      if (preconnect && caller.endpointId !== null && !this.#sessions.has(caller.endpointId)) {
        this.#make(ring, caller.endpointId, false);
      }
      void this.#ports.send('call:alert', { callId, preconnect });
    };
    loadPeer().then(
      () => tell(true),
      () => tell(false),
    );
  }

  #make({ call, side }: Ring, peer: string, isResumed: boolean): MediaSession {
    const session = this.#ports.makeSession({ call, side, peer, isInitiator: side === 'caller' }, isResumed);
    this.#sessions.set(peer, session);
    return session;
  }
}
