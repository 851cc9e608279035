import {
  type CallSnapshot,
  CODES,
  type MediaKinds,
  type PresentUser,
  type Result,
  type RoomPurpose,
} from '@frontdesk/protocol';
import { type CallClientOptions, ClientParts } from './ClientParts.js';
import { liveCall } from './calls/show.js';
import type { Chat } from './chat/Chat.js';
import { onNetworkChange } from './connection/networkChange.js';
import type { DeskLine } from './desk/DeskLine.js';
import type { SentMedia } from './effects/SentMedia.js';
import { openTabChannel } from './identity/TabChannel.js';
import { askDevices } from './media/askDevices.js';
import type { DeviceNotices } from './media/DeviceWatch.js';
import type { MediaResult } from './media/LocalMedia.js';
import { openPreview, type Preview } from './media/openPreview.js';
import type { ScreenShare } from './media/ScreenShare.js';
import type { Slot, SlotLimit } from './media/slots.js';
import type { WarmDevices } from './media/WarmDevices.js';
import type { QualityView } from './quality/QualityView.js';
import type { HoldView, RoomView, SideCallView } from './room/roomViews.js';
import type { Store } from './Store.js';
import type { CallView, ConnectionView, DevicesView, MediaView, MissedCall, PresenceView } from './views.js';

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
  /** Everybody else in the room of the call. */
  readonly room: Store<RoomView>;
  /** The call that this page has made into the room of its call. */
  readonly side: Store<SideCallView>;
  /** What the two of that write to each other while they talk apart. */
  readonly sideChat: Chat;
  readonly hold: Store<HoldView>;
  /** Camera and microphone that stay open between calls, by the person's choice. */
  readonly warm: WarmDevices;
  /** The same line, for what is no call: an agent's page says and hears more on it. */
  readonly line: DeskLine;
  readonly #parts: ClientParts;

  constructor(options: CallClientOptions) {
    const parts = new ClientParts(options);
    this.#parts = parts;
    this.connection = parts.connection.view;
    this.call = parts.control.view;
    this.media = parts.media.view;
    this.presence = parts.presence.view;
    this.missed = parts.control.missed;
    this.devices = parts.devices.view;
    this.screen = parts.screen;
    this.deviceNotices = parts.watch;
    this.chat = parts.chat;
    this.quality = parts.quality.view;
    this.room = parts.room.view;
    this.side = parts.room.side;
    this.sideChat = parts.sideChat;
    this.hold = parts.room.hold;
    this.warm = parts.warm;
    this.line = parts.connection;
  }

  /** What is made of one's own picture and sound. */
  get effects(): Pick<SentMedia, 'view' | 'set'> {
    return this.#parts.media.effects;
  }

  /** Connects and stays connected; the returned function leaves the call, says goodbye and disconnects. */
  readonly connect = (): (() => void) => {
    const channel = openTabChannel();
    channel.listen((message) => this.#parts.control.hearTab(message));
    this.#parts.channel = channel;
    const stops = [
      this.#parts.devices.start(),
      this.#parts.page.onWake(this.#parts.watch.wake),
      onNetworkChange(() => this.#parts.media.networkChanged(false)),
      this.#parts.connection.start(),
      () => channel.close(),
    ];
    return () => {
      void this.hangUp();
      for (const stop of stops) stop();
      this.#parts.reset();
      this.#parts.presence.clear();
      this.#parts.warm.close();
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
    if (!isBusy) this.#parts.media.dial({ audio: true, video });
    return this.#parts.control.request(to, video, name ?? null, undefined, text);
  };

  /** Accepts what rings. Camera and microphone open at once, beside the answer's way to the server. */
  readonly accept = ({ video }: { readonly video: boolean }): Promise<Result<CallSnapshot>> => {
    const view = this.call.get();
    if (view.state === 'incoming' && !view.answering) this.#parts.media.open({ audio: true, video });
    return this.#parts.control.accept();
  };

  /** Refuses what rings. */
  readonly reject = (): Promise<Result<CallSnapshot | null>> => this.#parts.control.leave(CODES.rejected);

  /** Gives up a call that was not answered yet. */
  readonly cancel = (): Promise<Result<CallSnapshot | null>> => this.#parts.control.leave(CODES.canceled);

  /** Ends the call. The page shows it at once, also without a line. */
  readonly hangUp = (): Promise<Result<CallSnapshot | null>> => this.#parts.control.leave(CODES.ok);

  /**
   * Calls a colleague, or a queue, into the room of the present call: to talk with everybody (`join`), apart (`aside`;
   * the present call is held once they answer), or to take the call over (`transfer`). Staff only.
   */
  readonly bring = (to: string, { as, name }: { readonly as: RoomPurpose; readonly name?: string }) =>
    this.#parts.commands.bring(to, as, name ?? null);

  /** Lets the colleague to whom one talks apart into the room; ends the hold. */
  readonly join = (): Promise<Result<CallSnapshot>> => this.#parts.commands.join();

  /** Leaves the present call to the colleague to whom one talks, apart or in the room. */
  readonly handOver = (): Promise<Result<CallSnapshot>> => this.#parts.commands.handOver();

  /** Ends the call into one's room, whatever its state; one that has ended is put away. */
  readonly endSide = (): void => this.#parts.commands.endSide();

  /** Holds the present call, or takes it up again; both sides are told. Camera and microphone stay as they are. */
  readonly setHold = (on: boolean): void => this.#parts.commands.setHold(on);

  /** Puts the ended call away. */
  readonly dismiss = (): void => this.#parts.control.dismiss();

  readonly dismissMissed = (callId: string): void => this.#parts.control.dismissMissed(callId);

  readonly setMuted = (isMuted: boolean): Promise<MediaResult> => this.#parts.media.setMuted(isMuted);

  /** Opens or closes the camera in a call; a voice call becomes one with picture by this. */
  readonly setVideo = (on: boolean): Promise<MediaResult> => this.#parts.media.setVideo(on);

  /** Prefers this camera, in the present call too. A preview that is open stays as it is: stop it, open another. */
  readonly useCamera = (deviceId: string): Promise<MediaResult> => this.#pick('video', deviceId);

  /** As {@link useCamera}. */
  readonly useMicrophone = (deviceId: string): Promise<MediaResult> => this.#pick('audio', deviceId);

  /** Prefers this speaker; whoever shows the call plays it there. */
  readonly useSpeaker = (deviceId: string): void => {
    this.#parts.devices.choose('speaker', deviceId);
    this.#parts.watch.picked('speaker');
  };

  /** What a slot may use at most in the present call. */
  readonly limit = (slot: Slot, limit: SlotLimit): void => this.#parts.media.limit(slot, limit);

  readonly openPreview = (): Promise<Preview> => openPreview(this.#parts.devices);

  /** Has the browser ask for camera and microphone now, unless it has; nothing stays open. */
  readonly askDevices = (kinds: MediaKinds): Promise<MediaView['problems']> => askDevices(this.#parts.devices, kinds);

  /** Begins or ends following who is there; it goes on over a reconnect. */
  readonly watchPresence = (on: boolean): Promise<void> => this.#parts.presence.watch(on);

  /** People by name or id, at most 20. */
  readonly find = async (query: string): Promise<Result<readonly PresentUser[]>> => {
    const result = await this.#parts.connection.send('users:find', { query });
    return result.ok ? { ok: true, value: result.value.users } : result;
  };

  /** The browser's report of the present link's media; null without one. */
  readonly getStats = (): Promise<RTCStatsReport | null> => this.#parts.media.getStats();

  #pick(kind: 'audio' | 'video', deviceId: string): Promise<MediaResult> {
    this.#parts.watch.picked(kind);
    return this.#parts.media.use(kind, deviceId);
  }
}
