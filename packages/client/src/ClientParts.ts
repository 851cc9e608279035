import { CODES } from '@frontdesk/protocol';
import { BROWSER_CLOCK, type Clock } from './Clock.js';
import type { Credentials } from './Credentials.js';
import { CallControl } from './calls/CallControl.js';
import { MissedKeep } from './calls/MissedKeep.js';
import { liveCall } from './calls/show.js';
import { TicketKeep } from './calls/TicketKeep.js';
import { Chat } from './chat/Chat.js';
import { HttpFiles } from './chat/HttpFiles.js';
import { AddressWatch } from './connection/AddressWatch.js';
import { Connection } from './connection/Connection.js';
import { localAddresses } from './connection/localAddresses.js';
import { browserPage, type PageLife } from './connection/PageLife.js';
import type { TabChannel } from './identity/TabChannel.js';
import { type Keep, tabKeep } from './Keep.js';
import { CallMedia, type OpensAt } from './media/CallMedia.js';
import { CallMemory } from './media/CallMemory.js';
import { Devices } from './media/Devices.js';
import { DeviceWatch } from './media/DeviceWatch.js';
import { ScreenShare } from './media/ScreenShare.js';
import { WarmDevices } from './media/WarmDevices.js';
import type { MakeLink } from './PeerLink.js';
import { Presence } from './presence/Presence.js';
import { CallQuality } from './quality/CallQuality.js';
import type { ConnectionView } from './views.js';
import { isOfCall, keptCallIn } from './wayBack/keptCall.js';

export interface CallClientOptions {
  /** Who this page is: an {@link Identity}, or a host page's own object. */
  readonly credentials: Credentials;
  /** Origin of the server, like `https://calls.example.com`; the page's own if left out. */
  readonly url?: string;
  /** When a caller's own camera and microphone open; at the dialing if left out. */
  readonly opensAt?: OpensAt;
  /** Time, the page, devices, storage and links, instead of the browser's own; for tests, and for a page that keeps its call elsewhere. */
  readonly ports?: Partial<CallClientPorts>;
}

export interface CallClientPorts {
  readonly clock: Clock;
  readonly page: PageLife;
  readonly devices: Devices;
  readonly keep: Keep;
  readonly makeLink: MakeLink;
}

/** What a client is made of, and which part hears of what. */
export class ClientParts {
  readonly connection: Connection;
  readonly control: CallControl;
  readonly media: CallMedia;
  readonly quality: CallQuality;
  readonly presence: Presence;
  readonly devices: Devices;
  readonly watch: DeviceWatch;
  readonly page: PageLife;
  readonly chat: Chat;
  readonly screen: ScreenShare;
  readonly warm: WarmDevices;
  /** The line to other tabs, while connected only. */
  channel: TabChannel | null = null;
  readonly #addresses: AddressWatch;
  #line: ConnectionView | null = null;

  constructor({ credentials, url = '', opensAt = 'dialing', ports = {} }: CallClientOptions) {
    const clock = ports.clock ?? BROWSER_CLOCK;
    const keep = ports.keep ?? tabKeep();
    keep.watch((key) => isOfCall(key) && credentials.keepCall?.(keptCallIn(keep)));
    this.page = ports.page ?? browserPage();
    this.devices = ports.devices ?? new Devices();
    this.connection = this.#makeConnection(credentials, url, clock);
    const { send, serverNow } = this.connection;
    const isSignedIn = (): boolean => credentials.token() !== null;
    this.control = new CallControl({
      send,
      clock,
      keep: new MissedKeep(keep, isSignedIn),
      tickets: new TicketKeep(keep, isSignedIn),
      channel: { tell: (message) => this.channel?.tell(message) },
    });
    this.presence = new Presence(send, clock);
    this.warm = new WarmDevices({ devices: this.devices });
    this.media = this.#makeMedia(clock, new CallMemory(keep), opensAt, ports.makeLink);
    this.watch = new DeviceWatch({
      devices: this.devices,
      clock,
      use: (kind, deviceId) => this.media.use(kind, deviceId),
      reopen: (kind) => this.media.reopen(kind),
    });
    this.#addresses = new AddressWatch({ clock, look: localAddresses, onChange: () => this.#moved() });
    const files = new HttpFiles(url, () => credentials.token());
    this.chat = new Chat({ send, clock, serverNow, keep, isSignedIn, files });
    this.screen = new ScreenShare({ clock, send: (stream) => this.media.sendScreen(stream) });
    this.quality = new CallQuality({
      call: this.control.view,
      media: this.media.view,
      microphone: () => this.media.microphone,
      getStats: () => this.media.getStats(),
      limit: (slot, limit) => this.media.limit(slot, limit),
      tell: (data) => this.media.tell(data),
      send,
      clock,
      page: this.page,
      credentials,
      url,
    });
    this.#hearNews();
    this.#followCall();
  }

  #makeMedia(clock: Clock, memory: CallMemory, opensAt: OpensAt, makeLink: MakeLink | undefined): CallMedia {
    const { send, serverNow } = this.connection;
    return new CallMedia({
      ...(makeLink && { makeLink }),
      devices: this.warm,
      opensAt,
      send,
      post: (payload) => this.connection.post('call:signal', payload),
      clock,
      serverNow,
      memory,
      onDoubt: () => this.connection.check(),
      onGivenUp: () => void this.control.leave(CODES.mediaFailed),
      onTicket: (callId, ticket) => this.control.keepTicket(callId, ticket),
      onOpen: (kind, track) => this.watch.follow(kind, track),
    });
  }

  #makeConnection(credentials: Credentials, url: string, clock: Clock): Connection {
    return new Connection({
      credentials,
      url,
      clock,
      page: this.page,
      onReady: (ready) => this.control.ready(ready),
      probe: () => this.presence.ask(),
    });
  }

  /** This machine is in another network: line and link are dead, though nobody else knows yet. */
  #moved(): void {
    this.connection.replace();
    this.media.networkChanged(true);
  }

  #hearNews(): void {
    const line = this.connection;
    for (const name of ['call:request', 'call:reply', 'call:finish', 'call:update'] as const) {
      line.on(name, (news) => this.control.news(name, news));
    }
    line.on('call:start', (news) => {
      this.media.started(news);
      this.control.news('call:start', news);
      this.control.keepTicket(news.call.callId, news.ticket);
    });
    line.on('call:peer', ({ callId, connected }) => this.control.peer(callId, connected));
    line.on('call:alert', (news) => this.media.alerted(news));
    line.on('call:message', (message) => this.chat.hear(message));
    line.on('call:signal', (news) => {
      this.media.hear(news);
      this.quality.hear(news);
    });
    line.on('presence', ({ users }) => this.presence.changed(users));
    line.view.subscribe(() => this.#followLine(line.view.get()));
  }

  #followCall(): void {
    const { view } = this.control;
    this.media.view.subscribe(() => this.#addresses.follow(this.media.view.get().link));
    view.subscribe(() => this.media.follow(view.get()));
    view.subscribe(() => this.warm.follow(view.get()));
    view.subscribe(() => this.screen.follow(view.get()));
    view.subscribe(() => liveCall(view.get()) ?? this.watch.reset());
    view.subscribe(() => this.chat.follow(view.get()));
  }

  #followLine(view: ConnectionView): void {
    this.#line = view;
    if (view.state === 'ready') void this.#followReady(view);
    else {
      this.control.lineDown();
      this.media.setLine(false);
      this.chat.setLine(false);
    }
    // Another page has this endpoint now, and with it the call.
    if (view.state === 'replaced') this.control.reset();
  }

  async #followReady(view: Extract<ConnectionView, { state: 'ready' }>): Promise<void> {
    const known = this.control.lineUp();
    void this.presence.ready(view.user.userId);
    this.warm.signedIn(view.user.userId);
    await known;
    // To a server that has forgotten the call, a signal of it would be a stranger's.
    if (this.#line !== view) return;
    this.media.setLine(true);
    this.chat.setLine(true);
    this.quality.lineUp();
  }
}
