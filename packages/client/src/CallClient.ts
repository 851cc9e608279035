import { type CallSnapshot, CODES, type MediaKinds, type PresentUser, type Result } from '@frontdesk/protocol';
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
import { onNetworkChange } from './connection/networkChange.js';
import { browserPage, type PageLife } from './connection/PageLife.js';
import type { SentMedia } from './effects/SentMedia.js';
import { openTabChannel, type TabChannel } from './identity/TabChannel.js';
import { type Keep, tabKeep } from './Keep.js';
import { askDevices } from './media/askDevices.js';
import { CallMedia, type OpensAt } from './media/CallMedia.js';
import { CallMemory } from './media/CallMemory.js';
import { Devices } from './media/Devices.js';
import { type DeviceNotices, DeviceWatch } from './media/DeviceWatch.js';
import type { MediaResult } from './media/LocalMedia.js';
import { openPreview, type Preview } from './media/openPreview.js';
import { ScreenShare } from './media/ScreenShare.js';
import type { Slot, SlotLimit } from './media/slots.js';
import { WarmDevices } from './media/WarmDevices.js';
import type { MakeLink } from './PeerLink.js';
import { Presence } from './presence/Presence.js';
import { CallQuality } from './quality/CallQuality.js';
import type { QualityView } from './quality/QualityView.js';
import type { Store } from './Store.js';
import type { CallView, ConnectionView, DevicesView, MediaView, MissedCall, PresenceView } from './views.js';
import { isOfCall, keptCallIn } from './wayBack/keptCall.js';

export interface CallClientOptions {
  /** Who this page is: an {@link Identity}, or a host page's own object. */
  readonly credentials: Credentials;
  /** Origin of the server, like `https://calls.example.com`; the page's own if left out. */
  readonly url?: string;
  /** When a caller's own camera and microphone open; at the dialing if left out. */
  readonly opensAt?: OpensAt;
  /** For tests: time, the page, devices, storage and links, instead of the browser's own. */
  readonly ports?: Partial<CallClientPorts>;
}

export interface CallClientPorts {
  readonly clock: Clock;
  readonly page: PageLife;
  readonly devices: Devices;
  readonly keep: Keep;
  readonly makeLink: MakeLink;
}

/**
 * Calls for a page: stores that say what is, commands that say what the person wants.
 *
 * Commands never throw for what can be expected to fail; they answer with a value, and the stores show the rest. One
 * client is one page of one person: after somebody else has signed in, make another.
 */
export class CallClient {
  readonly connection: Store<ConnectionView>;
  readonly call: Store<CallView>;
  readonly media: Store<MediaView>;
  readonly presence: Store<PresenceView>;
  readonly missed: Store<readonly MissedCall[]>;
  readonly devices: Store<DevicesView>;
  /** One's own screen, shared in the present call. */
  readonly screen: ScreenShare;
  /** Devices that come and go in the call. */
  readonly deviceNotices: DeviceNotices;
  /** What the two of the call write and send to each other. */
  readonly chat: Chat;
  /** How good the call is: newest samples, what is wrong, what was done about it. */
  readonly quality: Store<QualityView>;
  /** Camera and microphone that stay open between calls, by the person's choice. */
  readonly warm: WarmDevices;
  readonly #connection: Connection;
  readonly #control: CallControl;
  readonly #media: CallMedia;
  readonly #quality: CallQuality;
  readonly #presence: Presence;
  readonly #devices: Devices;
  readonly #watch: DeviceWatch;
  readonly #page: PageLife;
  readonly #addresses: AddressWatch;
  #line: ConnectionView | null = null;
  /** While connected only. */
  #channel: TabChannel | null = null;

  constructor({ credentials, url = '', opensAt = 'dialing', ports = {} }: CallClientOptions) {
    const clock = ports.clock ?? BROWSER_CLOCK;
    const keep = ports.keep ?? tabKeep();
    keep.watch((key) => isOfCall(key) && credentials.keepCall?.(keptCallIn(keep)));
    this.#page = ports.page ?? browserPage();
    this.#devices = ports.devices ?? new Devices();
    this.#connection = this.#makeConnection(credentials, url, clock);
    const { send, serverNow } = this.#connection;
    const isSignedIn = (): boolean => credentials.token() !== null;
    this.#control = new CallControl({
      send,
      clock,
      keep: new MissedKeep(keep, isSignedIn),
      tickets: new TicketKeep(keep, isSignedIn),
      channel: { tell: (message) => this.#channel?.tell(message) },
    });
    this.#presence = new Presence(send, clock);
    this.warm = new WarmDevices({ devices: this.#devices });
    this.#media = new CallMedia({
      ...(ports.makeLink && { makeLink: ports.makeLink }),
      devices: this.warm,
      opensAt,
      send,
      post: (payload) => this.#connection.post('call:signal', payload),
      clock,
      serverNow,
      memory: new CallMemory(keep),
      onDoubt: () => this.#connection.check(),
      onGivenUp: () => void this.#control.leave(CODES.mediaFailed),
      onTicket: (callId, ticket) => this.#control.keepTicket(callId, ticket),
      onOpen: (kind, track) => this.#watch.follow(kind, track),
    });
    this.#watch = new DeviceWatch({
      devices: this.#devices,
      clock,
      use: (kind, deviceId) => this.#media.use(kind, deviceId),
      reopen: (kind) => this.#media.reopen(kind),
    });
    this.#addresses = new AddressWatch({ clock, look: localAddresses, onChange: () => this.#moved() });
    const files = new HttpFiles(url, () => credentials.token());
    this.chat = new Chat({ send, clock, serverNow, keep, isSignedIn, files });
    this.screen = new ScreenShare({ clock, send: (stream) => this.#media.sendScreen(stream) });
    this.#quality = new CallQuality({
      call: this.#control.view,
      media: this.#media.view,
      microphone: () => this.#media.microphone,
      getStats: this.getStats,
      limit: this.limit,
      tell: (data) => this.#media.tell(data),
      send,
      clock,
      page: this.#page,
      credentials,
      url,
    });
    this.quality = this.#quality.view;
    this.connection = this.#connection.view;
    this.call = this.#control.view;
    this.media = this.#media.view;
    this.presence = this.#presence.view;
    this.missed = this.#control.missed;
    this.devices = this.#devices.view;
    this.deviceNotices = this.#watch;
    this.#listen();
  }

  /** What is made of one's own picture and sound. */
  get effects(): Pick<SentMedia, 'view' | 'set'> {
    return this.#media.effects;
  }

  /** Connects and stays connected; the returned function leaves the call, says goodbye and disconnects. */
  readonly connect = (): (() => void) => {
    const channel = openTabChannel();
    channel.listen((message) => this.#control.hearTab(message));
    this.#channel = channel;
    const stops = [
      this.#devices.start(),
      this.#page.onWake(this.#watch.wake),
      onNetworkChange(() => this.#media.networkChanged(false)),
      this.#connection.start(),
      () => channel.close(),
    ];
    return () => {
      void this.#control.leave(CODES.ok);
      for (const stop of stops) stop();
      this.#control.reset();
      this.#presence.clear();
      this.warm.close();
    };
  };

  /**
   * Calls someone by user id (or by a name that a business server knows). `name` is only shown while dialing; `text` goes
   * with the request to whoever decides on it.
   */
  readonly request = (
    to: string,
    { video, name, text }: { readonly video: boolean; readonly name?: string; readonly text?: string },
  ): Promise<Result<CallSnapshot>> => {
    const isBusy = liveCall(this.call.get()) !== null || this.call.get().state === 'dialing';
    // First: what is kept ready is taken over before the call's beginning lets go of it.
    if (!isBusy) this.#media.dial({ audio: true, video });
    return this.#control.request(to, video, name ?? null, text);
  };

  /** Accepts what rings. Camera and microphone open at once, beside the answer's way to the server. */
  readonly accept = ({ video }: { readonly video: boolean }): Promise<Result<CallSnapshot>> => {
    const view = this.call.get();
    if (view.state === 'incoming' && !view.answering) this.#media.open({ audio: true, video });
    return this.#control.accept();
  };

  /** Refuses what rings. */
  readonly reject = (): Promise<Result<CallSnapshot | null>> => this.#control.leave(CODES.rejected);

  /** Gives up a call that was not answered yet. */
  readonly cancel = (): Promise<Result<CallSnapshot | null>> => this.#control.leave(CODES.canceled);

  /** Ends the call. The page shows it at once, also without a line. */
  readonly hangUp = (): Promise<Result<CallSnapshot | null>> => this.#control.leave(CODES.ok);

  /** Puts the ended call away. */
  readonly dismiss = (): void => this.#control.dismiss();

  readonly dismissMissed = (callId: string): void => this.#control.dismissMissed(callId);

  readonly setMuted = (isMuted: boolean): Promise<MediaResult> => this.#media.setMuted(isMuted);

  /** Opens or closes the camera in a call; a voice call becomes one with picture by this. */
  readonly setVideo = (on: boolean): Promise<MediaResult> => this.#media.setVideo(on);

  /** Prefers this camera, in the present call too. A preview that is open stays as it is: stop it, open another. */
  readonly useCamera = (deviceId: string): Promise<MediaResult> => this.#pick('video', deviceId);

  /** As {@link useCamera}. */
  readonly useMicrophone = (deviceId: string): Promise<MediaResult> => this.#pick('audio', deviceId);

  /** Prefers this speaker; whoever shows the call plays it there. */
  readonly useSpeaker = (deviceId: string): void => {
    this.#devices.choose('speaker', deviceId);
    this.#watch.picked('speaker');
  };

  /** What a slot may use at most in the present call. */
  readonly limit = (slot: Slot, limit: SlotLimit): void => this.#media.limit(slot, limit);

  readonly openPreview = (): Promise<Preview> => openPreview(this.#devices);

  /** Has the browser ask for camera and microphone now, unless it has; nothing stays open. */
  readonly askDevices = (kinds: MediaKinds): Promise<MediaView['problems']> => askDevices(this.#devices, kinds);

  /** Begins or ends following who is there; it goes on over a reconnect. */
  readonly watchPresence = (on: boolean): Promise<void> => this.#presence.watch(on);

  /** People by name or id, at most 20. */
  readonly find = async (query: string): Promise<Result<readonly PresentUser[]>> => {
    const result = await this.#connection.send('users:find', { query });
    return result.ok ? { ok: true, value: result.value.users } : result;
  };

  /** The browser's report of the present link's media; null without one. */
  readonly getStats = (): Promise<RTCStatsReport | null> => this.#media.getStats();

  #pick(kind: 'audio' | 'video', deviceId: string): Promise<MediaResult> {
    this.#watch.picked(kind);
    return this.#media.use(kind, deviceId);
  }

  /** This machine is in another network: line and link are dead, though nobody else knows yet. */
  #moved(): void {
    this.#connection.replace();
    this.#media.networkChanged(true);
  }

  #makeConnection(credentials: Credentials, url: string, clock: Clock): Connection {
    return new Connection({
      credentials,
      url,
      clock,
      page: this.#page,
      onReady: (ready) => this.#control.ready(ready),
      probe: () => this.#presence.ask(),
    });
  }

  #listen(): void {
    const line = this.#connection;
    for (const name of ['call:request', 'call:reply', 'call:finish', 'call:update'] as const) {
      line.on(name, (news) => this.#control.news(name, news));
    }
    line.on('call:start', (news) => {
      this.#media.started(news);
      this.#control.news('call:start', news);
      this.#control.keepTicket(news.call.callId, news.ticket);
    });
    line.on('call:peer', ({ callId, connected }) => this.#control.peer(callId, connected));
    line.on('call:alert', (news) => this.#media.alerted(news));
    line.on('call:message', (message) => this.chat.hear(message));
    line.on('call:signal', (news) => {
      this.#media.hear(news);
      this.#quality.hear(news);
    });
    line.on('presence', ({ users }) => this.#presence.changed(users));
    this.media.subscribe(() => this.#addresses.follow(this.media.get().link));
    this.call.subscribe(() => this.#media.follow(this.call.get()));
    this.call.subscribe(() => this.warm.follow(this.call.get()));
    this.call.subscribe(() => this.screen.follow(this.call.get()));
    this.call.subscribe(() => liveCall(this.call.get()) ?? this.#watch.reset());
    this.call.subscribe(() => this.chat.follow(this.call.get()));
    line.view.subscribe(() => this.#followLine(line.view.get()));
  }

  #followLine(view: ConnectionView): void {
    this.#line = view;
    if (view.state === 'ready') void this.#followReady(view);
    else {
      this.#control.lineDown();
      this.#media.setLine(false);
      this.chat.setLine(false);
    }
    // Another page has this endpoint now, and with it the call.
    if (view.state === 'replaced') this.#control.reset();
  }

  async #followReady(view: Extract<ConnectionView, { state: 'ready' }>): Promise<void> {
    const known = this.#control.lineUp();
    void this.#presence.ready(view.user.userId);
    this.warm.signedIn(view.user.userId);
    await known;
    // To a server that has forgotten the call, a signal of it would be a stranger's.
    if (this.#line !== view) return;
    this.#media.setLine(true);
    this.chat.setLine(true);
    this.#quality.lineUp();
  }
}
