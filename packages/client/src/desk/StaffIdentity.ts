import type { User } from '@frontdesk/protocol';
import { BROWSER_CLOCK, type Clock } from '../Clock.js';
import type { Credentials, RenewOutcome } from '../Credentials.js';
import { EndpointClaim } from '../identity/EndpointClaim.js';
import { asSession, isHalfSpent, type Session } from '../identity/sessions.js';
import { openTabChannel, type TabChannel } from '../identity/TabChannel.js';
import { type Keep, tabKeep } from '../Keep.js';
import { type Store, WritableStore } from '../Store.js';
import { type Done, httpStaffDoor, type SignInProblem, type StaffDoor } from './staffDoor.js';

const SESSION = 'frontdesk.staff';
/** Everything of this person that the tab keeps begins so. */
const OURS = 'frontdesk.';

/** How often the token's age is looked at, in ms: those of staff live for minutes, so that who is disabled is out soon. */
const LOOK_MS = 30_000;

/** Who of the staff this tab is. */
export type StaffView =
  /** The server is asked whether this browser has signed in. */
  | { readonly state: 'asking' }
  | { readonly state: 'unreachable' }
  /** `ended`: one was signed in here, and is no more. */
  | { readonly state: 'signedOut'; readonly why: 'ended' | 'disabled' | null }
  | { readonly state: 'signedIn'; readonly user: User };

export interface StaffIdentityPorts {
  readonly tab: Keep;
  readonly door: StaffDoor;
  readonly channel: TabChannel;
  readonly clock: Clock;
}

/**
 * Who of the staff this tab is: the browser's cookie says so, and gets the tab a token for the line.
 *
 * The token is kept over a reload, so that a page that comes back in a call need not ask first.
 */
export class StaffIdentity implements Credentials {
  readonly view: Store<StaffView>;
  readonly #view = new WritableStore<StaffView>({ state: 'asking' });
  readonly #ports: StaffIdentityPorts;
  readonly #endpoint: EndpointClaim;
  #session: Session | null;
  #renewing: Promise<RenewOutcome> | null = null;
  #stopLooking: () => void = () => undefined;

  constructor(ports: Partial<StaffIdentityPorts> = {}) {
    this.#ports = {
      tab: ports.tab ?? tabKeep(),
      door: ports.door ?? httpStaffDoor(),
      channel: ports.channel ?? openTabChannel(),
      clock: ports.clock ?? BROWSER_CLOCK,
    };
    this.view = this.#view;
    this.#session = asSession(this.#ports.tab.read(SESSION));
    this.#endpoint = new EndpointClaim(this.#ports.tab, this.#ports.channel, this.#ports.clock);
    this.#ports.channel.listen((message) => {
      this.#endpoint.hear(message);
      if (message.type === 'signed_out' && message.userId === this.#session?.user.userId) this.#drop(null);
    });
    if (this.#session) this.#view.set({ state: 'signedIn', user: this.#session.user });
    else void this.renew();
    this.#look();
  }

  get settled(): Promise<void> {
    return this.#endpoint.settled;
  }

  readonly signIn = async (email: string, password: string): Promise<Done<SignInProblem>> => {
    const signed = await this.#ports.door.signIn(email.trim(), password);
    if (!signed.ok) return signed;
    const got = await this.#ports.door.token();
    if (got.ok) {
      this.#adopt(got.session);
      return { ok: true };
    }
    return { ok: false, reason: got.reason === 'signedOut' ? 'unreachable' : got.reason };
  };

  /** Asks again who this browser is: after a way back from the company's own sign-in, or when the network is back. */
  readonly ask = (): void => {
    this.#view.set({ state: 'asking' });
    void this.renew();
  };

  /** Signs this browser out; its other tabs drop out too. */
  readonly signOut = async (): Promise<void> => {
    const userId = this.#session?.user.userId;
    this.#drop(null);
    if (userId !== undefined) this.#ports.channel.tell({ type: 'signed_out', userId });
    await this.#ports.door.signOut();
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

  /** Ends the timers and the line to the other tabs. */
  close(): void {
    this.#stopLooking();
    this.#ports.channel.close();
  }

  async #renew(): Promise<RenewOutcome> {
    const before = this.#session;
    const got = await this.#ports.door.token();
    // Somebody has signed in or out here while the server was asked.
    if (this.#session !== before) return this.#session ? 'renewed' : 'rejected';
    if (got.ok) {
      this.#adopt(got.session);
      return 'renewed';
    }
    if (got.reason === 'unreachable') {
      if (!before) this.#view.set({ state: 'unreachable' });
      return 'unreachable';
    }
    this.#drop(got.reason === 'disabled' ? 'disabled' : before ? 'ended' : null);
    return 'rejected';
  }

  #adopt(session: Session): void {
    const isSame = this.#session?.user.userId === session.user.userId && this.#session.user.role === session.user.role;
    this.#session = session;
    this.#ports.tab.write(SESSION, session);
    if (!isSame || this.#view.get().state !== 'signedIn') this.#view.set({ state: 'signedIn', user: session.user });
  }

  #drop(why: 'ended' | 'disabled' | null): void {
    const { endpointId } = this.#endpoint;
    this.#session = null;
    this.#ports.tab.forgetAll(OURS);
    this.#endpoint.keep(endpointId);
    this.#view.set({ state: 'signedOut', why });
  }

  #look(): void {
    if (this.#session && isHalfSpent(this.#session, this.#ports.clock.now())) void this.renew();
    this.#stopLooking = this.#ports.clock.after(LOOK_MS, () => this.#look());
  }
}
