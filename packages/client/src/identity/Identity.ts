import type { User } from '@frontdesk/protocol';
import { BROWSER_CLOCK, type Clock } from '../Clock.js';
import type { Credentials, RenewOutcome } from '../Credentials.js';
import { browserKeep, type Keep, tabKeep } from '../Keep.js';
import { type Store, WritableStore } from '../Store.js';
import type { IdentityView } from '../views.js';
import { askCall } from '../wayBack/askCall.js';
import { restoreCall } from '../wayBack/keptCall.js';
import type { CallAnswer } from '../wayBack/offers.js';
import { browserLocks, type PageLocks } from '../wayBack/PageLocks.js';
import type { KeptCall, WayBack } from '../wayBack/WayBack.js';
import { WayBackKeeper } from '../wayBack/WayBackKeeper.js';
import { browserShelf, type WayBackShelf } from '../wayBack/WayBackShelf.js';
import { WaysBack } from '../wayBack/WaysBack.js';
import { EndpointClaim } from './EndpointClaim.js';
import { asSession, httpDoor, isHalfSpent, type JoinProblem, type Session, type SessionDoor } from './sessions.js';
import { openTabChannel, type TabChannel } from './TabChannel.js';

export type JoinResult = { readonly ok: true } | { readonly ok: false; readonly reason: JoinProblem };

/** `expired`: the server does not know this person any more; the view has become the name form. */
export type ContinueResult = { readonly ok: true } | { readonly ok: false; readonly reason: 'expired' | 'unreachable' };

/** What Identity needs of the outside; each has the browser's own as a default. */
export interface IdentityPorts {
  readonly tab: Keep;
  readonly browser: Keep;
  readonly door: SessionDoor;
  readonly channel: TabChannel;
  readonly clock: Clock;
  /** Where calls lie whose page may be lost. */
  readonly shelf: WayBackShelf;
  /** Null where the browser has no locks. */
  readonly locks: PageLocks | null;
  readonly askCall: (way: WayBack) => Promise<CallAnswer | null>;
}

const SESSION = 'frontdesk.session';
const REMEMBERED = 'frontdesk.remembered';
/** Everything that this page keeps begins so; signing out forgets it all. */
const OURS = 'frontdesk.';

/** How often the token's age is looked at, in ms. */
const LOOK_MS = 600_000;

/**
 * Who this tab is.
 *
 * The tab's own person lies in sessionStorage, so that two tabs can be two people and each keeps its own over a reload.
 * The last person who joined in this browser is remembered in localStorage, to be offered to a new tab.
 */
export class Identity implements Credentials {
  readonly view: Store<IdentityView>;
  /** Calls that pages of this browser were lost in. */
  readonly waysBack: WaysBack;
  readonly #view: WritableStore<IdentityView>;
  readonly #ports: IdentityPorts;
  readonly #endpoint: EndpointClaim;
  readonly #keeper: WayBackKeeper;
  #session: Session | null;
  #renewing: Promise<RenewOutcome> | null = null;
  #stopLooking: () => void = () => undefined;

  constructor(ports: Partial<IdentityPorts> = {}) {
    this.#ports = {
      tab: ports.tab ?? tabKeep(),
      browser: ports.browser ?? browserKeep(),
      door: ports.door ?? httpDoor(),
      channel: ports.channel ?? openTabChannel(),
      clock: ports.clock ?? BROWSER_CLOCK,
      shelf: ports.shelf ?? browserShelf(),
      locks: ports.locks === undefined ? browserLocks() : ports.locks,
      askCall: ports.askCall ?? askCall,
    };
    this.#keeper = new WayBackKeeper(this.#ports);
    this.waysBack = new WaysBack({ ...this.#ports, ask: this.#ports.askCall });
    this.#session = asSession(this.#ports.tab.read(SESSION));
    this.#view = new WritableStore<IdentityView>(
      this.#session ? joined(this.#session.user) : { state: 'unknown', remembered: this.#remembered()?.user ?? null },
    );
    this.view = this.#view;
    this.#ports.channel.listen((message) => {
      this.#endpoint.hear(message);
      if (message.type === 'signed_out' && message.userId === this.#session?.user.userId) this.#drop();
    });
    this.#endpoint = new EndpointClaim(this.#ports.tab, this.#ports.channel, this.#ports.clock);
    this.#look();
  }

  get settled(): Promise<void> {
    return this.#endpoint.settled;
  }

  /** Makes a new guest of this name and is that guest from now on, in this tab; the browser remembers it. */
  readonly join = async (name: string): Promise<JoinResult> => {
    const opened = await this.#ports.door.open(name);
    if (!opened.ok) return opened;
    this.#adopt(opened.session);
    return { ok: true };
  };

  /** Is the remembered person in this tab too. */
  readonly continueAs = async (): Promise<ContinueResult> => {
    const remembered = this.#remembered();
    if (!remembered) {
      this.joinAsSomeoneElse();
      return { ok: false, reason: 'expired' };
    }
    if (!isHalfSpent(remembered, this.#ports.clock.now())) {
      this.#adopt(remembered);
      return { ok: true };
    }
    const renewed = await this.#ports.door.renew(remembered.token);
    if (renewed.ok) {
      this.#adopt(renewed.session);
      return { ok: true };
    }
    if (renewed.reason === 'unreachable') return { ok: false, reason: 'unreachable' };
    this.#ports.browser.forget(REMEMBERED);
    this.joinAsSomeoneElse();
    return { ok: false, reason: 'expired' };
  };

  /** Is the page that was lost in its call, with its person, its endpoint and its call; false if there is none any more. */
  readonly goBack = async (endpointId: string): Promise<boolean> => {
    const way = await this.waysBack.take(endpointId);
    if (!way) return false;
    restoreCall(this.#ports.tab, way);
    this.#endpoint.claim(endpointId);
    this.#adopt(way.session);
    this.#keeper.keep(way);
    return true;
  };

  /** Back to the name form, in this tab; the browser goes on remembering. */
  readonly joinAsSomeoneElse = (): void => this.#drop();

  /** Forgets everything in this browser; other tabs of the same person drop out too. */
  readonly signOut = (): void => {
    const userId = this.#session?.user.userId ?? this.#remembered()?.user.userId;
    this.#ports.browser.forgetAll(OURS);
    this.#drop();
    if (userId === undefined) return;
    this.#keeper.forgetAllOf(userId);
    this.#ports.channel.tell({ type: 'signed_out', userId });
  };

  token(): string | null {
    return this.#session?.token ?? null;
  }

  endpointId(): string {
    return this.#endpoint.endpointId;
  }

  keepEndpointId(endpointId: string): void {
    if (endpointId !== this.#endpoint.endpointId) this.#endpoint.keep(endpointId);
  }

  renew(): Promise<RenewOutcome> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  keepCall(kept: KeptCall | null): void {
    const session = this.#session;
    const way = { session, endpointId: this.endpointId(), keptAt: this.#ports.clock.now() };
    this.#keeper.keep(kept && session ? { ...kept, ...way, session } : null);
  }

  /** Ends the timers and the line to the other tabs. A page's own identity lives as long as the page. */
  close(): void {
    this.#stopLooking();
    this.#keeper.close();
    this.#ports.channel.close();
  }

  async #renew(): Promise<RenewOutcome> {
    const before = this.#session;
    if (!before) return 'rejected';
    const renewed = await this.#ports.door.renew(before.token);
    // Someone else may have joined, or signed out, while the server was asked.
    if (this.#session?.user.userId !== before.user.userId) return this.#session ? 'renewed' : 'rejected';
    if (renewed.ok) {
      this.#adopt(renewed.session);
      return 'renewed';
    }
    if (renewed.reason === 'unreachable') return 'unreachable';
    if (this.#remembered()?.user.userId === before.user.userId) this.#ports.browser.forget(REMEMBERED);
    this.#drop();
    return 'rejected';
  }

  #adopt(session: Session): void {
    const isSame = this.#session?.user.userId === session.user.userId;
    this.#session = session;
    this.#ports.tab.write(SESSION, session);
    if (!isSame || this.#remembered()?.user.userId === session.user.userId) {
      this.#ports.browser.write(REMEMBERED, session);
    }
    if (!isSame) this.#view.set(joined(session.user));
  }

  #drop(): void {
    const endpointId = this.#endpoint.endpointId;
    this.#session = null;
    this.#keeper.keep(null);
    this.#ports.tab.forgetAll(OURS);
    this.#endpoint.keep(endpointId);
    this.#view.set({ state: 'unknown', remembered: null });
  }

  #remembered(): Session | null {
    return asSession(this.#ports.browser.read(REMEMBERED));
  }

  #look(): void {
    if (this.#session && isHalfSpent(this.#session, this.#ports.clock.now())) void this.renew();
    this.#stopLooking = this.#ports.clock.after(LOOK_MS, () => this.#look());
  }
}

function joined(user: User): IdentityView {
  return { state: 'joined', user };
}
