import type {
  CallView,
  Chat,
  ConnectionView,
  DeviceNotices,
  DeviceProblem,
  DevicesView,
  EffectKind,
  EffectsView,
  HoldView,
  IdentityView,
  MediaView,
  MissedCall,
  NetworkCheck,
  PresenceView,
  QualityView,
  RoomView,
  ScreenShare,
  SideCallView,
  Store,
  WarmDevices,
} from '@frontdesk/client';
import type { PresentUser } from '@frontdesk/protocol';

export type JoinFailure = 'guests_off' | 'rate_limited' | 'bad_name' | 'unreachable';

/** Who this tab is, as far as the pages need it. */
export interface IdentityPort {
  readonly view: Store<IdentityView>;
  join(name: string): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: JoinFailure }>;
  continueAs(): unknown;
  joinAsSomeoneElse(): void;
  signOut(): void;
}

/** One's own picture and sound before a call. `stop` turns the light off. */
export interface Preview {
  readonly stream: MediaStream;
  readonly problems: { readonly audio: DeviceProblem | null; readonly video: DeviceProblem | null };
  stop(): void;
}

/** Looks people up by name or id. */
export type Find = (
  query: string,
) => Promise<{ readonly ok: true; readonly value: readonly PresentUser[] } | { readonly ok: false }>;

/** What the two of a call write and send to each other. */
export type ChatPort = Pick<
  Chat,
  'view' | 'send' | 'notice' | 'attach' | 'retry' | 'discard' | 'setReading' | 'download'
>;

/** What is made of one's own picture and sound before it is sent. */
export interface EffectsPort {
  readonly view: Store<EffectsView>;
  set(effect: EffectKind, isWanted: boolean): unknown;
}

/** The calls of one person, as far as the pages need them. */
export interface CallPort {
  readonly connection: Store<ConnectionView>;
  readonly call: Store<CallView>;
  readonly media: Store<MediaView>;
  readonly presence: Store<PresenceView>;
  readonly missed: Store<readonly MissedCall[]>;
  readonly devices: Store<DevicesView>;
  /** One's own screen, shared in the call. */
  readonly screen: Pick<ScreenShare, 'view' | 'start' | 'stop' | 'dismissProblem'>;
  /** Camera and microphone that stay open between calls. */
  readonly warm: Pick<WarmDevices, 'view' | 'set'>;
  readonly deviceNotices: DeviceNotices;
  readonly effects: EffectsPort;
  readonly chat: ChatPort;
  readonly quality: Store<QualityView>;
  /** Who else is in the room of the call, whom this page has called into it, and who holds. */
  readonly room: Store<RoomView>;
  readonly side: Store<SideCallView>;
  readonly hold: Store<HoldView>;
  connect(): () => void;
  request(to: string, kinds: { readonly video: boolean; readonly name?: string }): unknown;
  accept(kinds: { readonly video: boolean }): unknown;
  reject(): unknown;
  cancel(): unknown;
  hangUp(): unknown;
  dismiss(): void;
  setMuted(isMuted: boolean): unknown;
  setVideo(isOn: boolean): unknown;
  chooseCamera(deviceId: string): unknown;
  chooseMicrophone(deviceId: string): unknown;
  chooseSpeaker(deviceId: string): unknown;
  watchPresence(on: boolean): unknown;
  readonly find: Find;
  dismissMissed(callId: string): void;
  readonly openPreview: () => Promise<Preview>;
  /** A new look at the way to the server and at the ways of media. */
  readonly newNetworkCheck: () => Pick<NetworkCheck, 'view' | 'run'>;
}

/** What makes the browser's own things, so that the gallery can make others. */
export interface Tools {
  /** A microphone's level, 0..1. */
  meter(stream: MediaStream): { readonly level: Store<number>; stop(): void };
  /** Whether this page is the one of several that rings for a call. */
  claimRing(userId: string, callId: string): { readonly held: Store<boolean>; release(): void };
}
