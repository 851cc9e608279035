import { type CallSnapshot, CODES, type SessionReady } from '@frontdesk/protocol';
import { BROWSER_CLOCK, type Clock } from './Clock.js';
import type { Credentials } from './Credentials.js';
import { CallControl } from './calls/CallControl.js';
import { MissedKeep } from './calls/MissedKeep.js';
import { liveCall } from './calls/show.js';
import { SIDE_TICKET, TicketKeep } from './calls/TicketKeep.js';
import { Chat } from './chat/Chat.js';
import { SIDE_CHAT } from './chat/ChatStorage.js';
import { HttpFiles } from './chat/HttpFiles.js';
import { AddressWatch } from './connection/AddressWatch.js';
import { Connection } from './connection/Connection.js';
import { localAddresses } from './connection/localAddresses.js';
import { browserPage, type PageLife } from './connection/PageLife.js';
import type { TabChannel } from './identity/TabChannel.js';
import { Keep, tabKeep } from './Keep.js';
import { CallMedia, type OpensAt } from './media/CallMedia.js';
import { CallMemory } from './media/CallMemory.js';
import { Devices } from './media/Devices.js';
import { DeviceWatch } from './media/DeviceWatch.js';
import { ScreenShare } from './media/ScreenShare.js';
import { WarmDevices } from './media/WarmDevices.js';
import type { MakeLink } from './PeerLink.js';
import { Presence } from './presence/Presence.js';
import { CallQuality } from './quality/CallQuality.js';
import { conversationOf } from './room/linksOf.js';
import { Room } from './room/Room.js';
import { RoomCommands } from './room/RoomCommands.js';
import { isSideCall, splitReady, type TwoCalls } from './room/sideCalls.js';
import type { CallView, ConnectionView } from './views.js';
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
  /** Of the call that this page has made into the room of its call. */
  readonly side: CallControl;
  readonly room: Room;
  readonly commands: RoomCommands;
  readonly media: CallMedia;
  readonly quality: CallQuality;
  readonly presence: Presence;
  readonly devices: Devices;
  readonly watch: DeviceWatch;
  readonly page: PageLife;
  readonly chat: Chat;
  /** What is said in the call into one's own room, while its two talk apart. */
  readonly sideChat: Chat;
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
      successor: () => otherIn(this.side.view.get()),
      next: () => startedIn(this.side.view.get()),
    });
    this.side = new CallControl({
      send,
      clock,
      keep: new MissedKeep(new Keep(() => null)),
      tickets: new TicketKeep(keep, isSignedIn, SIDE_TICKET),
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
    this.sideChat = new Chat({ send, clock, serverNow, keep, isSignedIn, files, key: SIDE_CHAT });
    this.room = new Room({
      call: this.control.view,
      side: this.side.view,
      chat: this.chat.view,
      seenChanges: [this.media.view, this.media.beside],
      seen: (endpointId) => this.media.seen(endpointId),
      hush: (isHushed, isAtAll) => this.media.hush(isHushed, isAtAll),
      know: (people) => this.chat.know(people),
    });
    this.screen = new ScreenShare({ clock, send: (stream) => this.media.sendScreen(stream) });
    this.quality = this.#makeQuality(clock, credentials, url);
    this.commands = new RoomCommands({
      send,
      call: this.control.view,
      side: this.side,
      room: this.room,
      chat: this.chat,
    });
    this.#hearNews();
    this.#followCall();
  }

  /** This page is nobody's any more. */
  reset(): void {
    this.control.reset();
    this.side.reset();
  }

  #makeQuality(clock: Clock, credentials: Credentials, url: string): CallQuality {
    return new CallQuality({
      call: this.control.view,
      media: this.media.view,
      microphone: () => this.media.microphone,
      getStats: () => this.media.getStats(),
      limit: (slot, limit) => this.media.limit(slot, limit),
      tell: (data) => this.media.tell(data),
      isHeld: () => this.media.isHushed,
      send: this.connection.send,
      clock,
      page: this.page,
      credentials,
      url,
    });
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
      endpointId: () => this.control.endpointId,
      onTicket: (callId, ticket) => this.#keepTicket(callId, ticket),
      onOpen: (kind, track) => this.watch.follow(kind, track),
    });
  }

  #makeConnection(credentials: Credentials, url: string, clock: Clock): Connection {
    return new Connection({
      credentials,
      url,
      clock,
      page: this.page,
      onReady: (ready) => this.#ready(ready),
      probe: () => this.presence.ask(),
    });
  }

  /** This machine is in another network: line and link are dead, though nobody else knows yet. */
  #moved(): void {
    this.connection.replace();
    this.media.networkChanged(true);
  }

  #ready(ready: SessionReady): void {
    const { main, side } = splitReady(ready, this.#twoCalls());
    // The side call first: should the other have ended meanwhile, it goes on in its place.
    this.side.ready(side);
    this.control.ready(main);
  }

  #twoCalls(): TwoCalls {
    const main = liveCall(this.control.view.get());
    const side = liveCall(this.side.view.get());
    return { userId: this.control.userId, mainId: main?.callId ?? null, sideId: side?.callId ?? null };
  }

  #controlOf(call: CallSnapshot): CallControl {
    return isSideCall(call, this.#twoCalls()) ? this.side : this.control;
  }

  #keepTicket(callId: string, ticket: string): void {
    this.control.keepTicket(callId, ticket);
    this.side.keepTicket(callId, ticket);
  }

  #hearNews(): void {
    const line = this.connection;
    for (const name of ['call:request', 'call:reply', 'call:finish', 'call:update'] as const) {
      line.on(name, (news) => this.#controlOf(news.call).news(name, news));
    }
    line.on('call:start', (news) => {
      this.media.started(news);
      this.#controlOf(news.call).news('call:start', news);
      this.#keepTicket(news.call.callId, news.ticket);
    });
    line.on('call:peer', ({ callId, endpointId, connected }) => {
      this.control.peer(callId, endpointId, connected);
      this.side.peer(callId, endpointId, connected);
      if (endpointId !== null) this.media.peer(endpointId, connected);
    });
    line.on('room:members', (news) => {
      this.room.heard(news);
      this.media.followMembers(news);
      this.#followChat();
    });
    line.on('call:alert', (news) => this.media.alerted(news));
    line.on('call:message', (message) => {
      this.chat.hear(message);
      this.sideChat.hear(message);
    });
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
    view.subscribe(() => this.#followChat());
    view.subscribe(() => this.#followEnd(view.get()));
    this.side.view.subscribe(() => this.#followSide());
  }

  #followChat(): void {
    const view = this.control.view.get();
    const conversation = view.state === 'started' ? conversationOf(view.call, this.room.membership) : undefined;
    this.chat.follow(view, conversation);
  }

  /** Nothing stays beside a call that is over; what has taken its place is the call now. */
  #followEnd(view: CallView): void {
    const side = this.side.view.get();
    const isOwn = view.state === 'started' && liveCall(side)?.callId === view.call.callId;
    if (isOwn) {
      const { ticket } = this.side;
      this.side.reset();
      if (ticket !== null) this.control.keepTicket(view.call.callId, ticket);
      return;
    }
    if (view.state === 'started' || view.state === 'resuming' || side.state === 'idle') return;
    // One that was handed over ends by the server's word; one that rings would ring for nobody.
    const isHandedOver = view.state === 'ended' && view.code === CODES.transferred;
    if (!isHandedOver) void this.side.leave(CODES.canceled);
    this.side.reset();
  }

  #followSide(): void {
    const view = this.side.view.get();
    const isBeside = liveCall(view)?.callId !== liveCall(this.control.view.get())?.callId;
    if (isBeside) this.media.followSide(view);
    const isApart = view.state === 'started' && view.call.room?.as === 'aside';
    this.sideChat.follow(isApart || view.state !== 'started' ? view : { state: 'idle' });
  }

  #followLine(view: ConnectionView): void {
    this.#line = view;
    if (view.state === 'ready') void this.#followReady(view);
    else {
      this.control.lineDown();
      this.side.lineDown();
      this.media.setLine(false);
      this.chat.setLine(false);
      this.sideChat.setLine(false);
    }
    // Another page has this endpoint now, and with it the call.
    if (view.state === 'replaced') this.reset();
  }

  async #followReady(view: Extract<ConnectionView, { state: 'ready' }>): Promise<void> {
    const known = Promise.all([this.control.lineUp(), this.side.lineUp()]);
    void this.presence.ready(view.user.userId);
    this.warm.signedIn(view.user.userId);
    await known;
    // To a server that has forgotten the call, a signal of it would be a stranger's.
    if (this.#line !== view) return;
    this.media.setLine(true);
    this.chat.setLine(true);
    this.sideChat.setLine(true);
    this.quality.lineUp();
  }
}

function startedIn(view: CallView): CallSnapshot | null {
  return view.state === 'started' && view.call.room?.as !== 'transfer' ? view.call : null;
}

function otherIn(view: CallView): { readonly userId: string; readonly name: string } | null {
  if (view.state !== 'started' && view.state !== 'outgoing') return null;
  const { userId, name } = view.other;
  return { userId, name };
}
