import type { NewsMap } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { CallParties, MediaSession, SessionView } from './MediaSession.js';

/** How long the picture of someone who has left stands until the next one's is there, in ms. */
const FAREWELL_MS = 5_000;
/** How often is looked whether it is there, in ms. */
const LOOK_MS = 100;

export interface LinksPorts {
  readonly clock: Clock;
  /** Makes the link to a page, or takes the one that was made while it rang. */
  readonly make: (parties: CallParties, isMain: boolean) => MediaSession;
  /** What the page shows of its main link has changed. */
  readonly onMain: (fields: Partial<SessionView>) => void;
  /** Or of another one; or there is one more or fewer. */
  readonly onBeside: () => void;
}

/** The links of one page in its room: one to each other page, one of them the main one. */
export class Links {
  readonly #ports: LinksPorts;
  readonly #sessions = new Map<string, MediaSession>();
  #main: string | null = null;
  /** Whoever has handed the call over: their picture stays until there is another one. */
  #leaving: MediaSession | null = null;
  #cancelLook: () => void = () => undefined;

  constructor(ports: LinksPorts) {
    this.#ports = ports;
  }

  get main(): MediaSession | null {
    return this.#main === null ? null : (this.#sessions.get(this.#main) ?? null);
  }

  /** All of them. */
  get all(): readonly MediaSession[] {
    return [...this.#sessions.values()];
  }

  /** What is seen of a page. */
  seen(peer: string): SessionView | null {
    return this.#sessions.get(peer)?.seen ?? null;
  }

  /** These are wanted from now on, the main one first; what is there already goes on. */
  follow(wanted: readonly CallParties[]): void {
    const before = this.main;
    const main = wanted[0]?.peer ?? null;
    const hasMoved = this.#main !== null && this.#main !== main;
    this.#main = main;
    if (hasMoved && before && main !== null && !this.#sessions.has(main)) this.#leave(before);
    for (const parties of wanted) this.#keep(parties);
    for (const [peer, session] of [...this.#sessions]) {
      if (wanted.some((each) => each.peer === peer)) continue;
      this.#sessions.delete(peer);
      if (session !== this.#leaving) session.close();
    }
    const now = this.main;
    if (hasMoved && now) this.#ports.onMain(this.#leaving ? withoutRemote(now.seen) : now.seen);
    this.#ports.onBeside();
  }

  /** A link to this page has something new to show. */
  changed(peer: string, fields: Partial<SessionView>): void {
    if (peer !== this.#main) this.#ports.onBeside();
    else this.#ports.onMain(this.#leaving ? withoutRemote(fields) : fields);
  }

  hear(news: NewsMap['call:signal']): void {
    this.#sessions.get(news.from)?.hear(news);
  }

  /** Somebody holds, or no more: with whom nothing is exchanged. */
  hush(isHushed: (peer: string) => boolean): void {
    for (const [peer, session] of this.#sessions) session.hush(isHushed(peer));
  }

  /** The server tells whether a page is there. */
  setReachable(peer: string, isReachable: boolean): void {
    this.#sessions.get(peer)?.setReachable(isReachable);
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
    this.#main = null;
    this.#drop();
  }

  #keep(parties: CallParties): void {
    const { peer, call, isInitiator } = parties;
    const known = this.#sessions.get(peer);
    if (known?.isInitiator === isInitiator) {
      known.goOnAs(call.callId);
      return;
    }
    // After a hand-over the other of the two may be the one who makes the links.
    known?.close();
    this.#sessions.set(peer, this.#ports.make(parties, peer === this.#main));
  }

  #leave(session: MediaSession): void {
    const { clock } = this.#ports;
    this.#drop();
    this.#leaving = session;
    // It looks for no other path: the other page is not in the room any more.
    session.setReachable(false);
    const until = clock.now() + FAREWELL_MS;
    const look = (): void => {
      const { main } = this;
      if (main && !isThere(main.seen) && clock.now() < until) this.#cancelLook = clock.after(LOOK_MS, look);
      else this.#welcome();
    };
    this.#cancelLook = clock.after(LOOK_MS, look);
  }

  /** The picture of whoever the call went to takes the place of the one that stood there. */
  #welcome(): void {
    this.#drop();
    if (this.main) this.#ports.onMain(this.main.seen);
  }

  #drop(): void {
    this.#cancelLook();
    this.#leaving?.close();
    this.#leaving = null;
  }
}

function withoutRemote({ remote: _, remoteScreen: __, receiving: ___, ...fields }: Partial<SessionView>) {
  return fields;
}

/** Whether there is something to see, or nothing to wait for. */
function isThere({ link, receiving, remote }: SessionView): boolean {
  if (link !== 'connected') return false;
  return !receiving.video || (remote?.getVideoTracks().some(({ muted }) => !muted) ?? false);
}
