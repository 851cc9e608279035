import type {
  CallSnapshot,
  EndedBy,
  MediaKinds,
  PartySnapshot,
  PresentUser,
  Side,
  User,
  Wait,
} from '@frontdesk/protocol';

/** What the page knows of its line to the server. Times are epoch ms of this machine's clock. */
export type ConnectionView =
  | { readonly state: 'connecting' }
  | { readonly state: 'ready'; readonly user: User; readonly endpointId: string }
  | { readonly state: 'reconnecting'; readonly since: number; readonly reason: 'network' | 'server_closing' }
  /** A newer page took this endpoint over. */
  | { readonly state: 'replaced' }
  | { readonly state: 'refused'; readonly reason: 'unauthorized' | 'protocol' | 'not_reachable' };

/**
 * The one call that this page shows, or `idle`. Screens switch on `state`.
 *
 * `call` is always the newest snapshot; `other` is the other side's party.
 */
export type CallView =
  | { readonly state: 'idle' }
  /** The request is on its way; no acknowledgment yet. */
  | { readonly state: 'dialing'; readonly to: string; readonly name: string | null; readonly since: number }
  /**
   * Asked for and not answered: `call.state` says whether a business server decides, it waits for someone to be free,
   * or it rings.
   */
  | {
      readonly state: 'outgoing';
      readonly call: CallSnapshot;
      readonly other: PartySnapshot;
      /** False while the callee's pages are all lost and it still rings. */
      readonly reachable: boolean;
      readonly since: number;
      /** Whom it was for at first: `other` is somebody else once it was routed. */
      readonly dialed: string;
      /** What a business server said last while it waits. `wait`: how much longer, null while there is no ground for it. */
      readonly said: { readonly place: number | null; readonly text: string; readonly wait: Wait | null };
    }
  | {
      readonly state: 'incoming';
      readonly call: CallSnapshot;
      readonly other: PartySnapshot;
      readonly reachable: boolean;
      /** The person has accepted; the server has not confirmed yet. */
      readonly answering: boolean;
    }
  | {
      readonly state: 'started';
      readonly call: CallSnapshot;
      readonly side: Side;
      readonly other: PartySnapshot;
      /** False from the moment the server tells that the other's page is lost until it is back. */
      readonly reachable: boolean;
      /** When it started, by this machine's clock. */
      readonly since: number;
    }
  /** Loaded anew in a started call that the server does not know (any more): it is asked to take it up (C20). */
  | { readonly state: 'resuming'; readonly call: CallSnapshot; readonly other: PartySnapshot }
  | {
      readonly state: 'ended';
      readonly call: CallSnapshot | null;
      readonly side: Side;
      readonly other: { readonly userId: string; readonly name: string };
      readonly code: number;
      readonly endedBy: EndedBy | null;
      /** Words of whoever ended it, if any. */
      readonly text: string;
      /** It ended while one waited in line. */
      readonly wasWaiting: boolean;
      /** How long they talked, in ms; null if it never started. */
      readonly talkedMs: number | null;
      /** What "call again" would ask for. */
      readonly kinds: MediaKinds;
      /** To whom this page has handed it over, if it knows. */
      readonly goesOnWith?: { readonly userId: string; readonly name: string };
    };

/** Why a camera or a microphone is not there, as far as a browser lets one tell. */
export type DeviceProblem =
  /** The person said no in the browser, now or before. */
  | 'denied'
  /** The browser's question was closed without an answer, or refused for this once. */
  | 'dismissed'
  /** The operating system does not let the browser. */
  | 'denied_by_system'
  /** The page that holds ours in a frame, or a header of the server, does not let us. */
  | 'denied_by_policy'
  /** None is plugged in. */
  | 'not_found'
  /** The one that was picked, or was there a moment ago. */
  | 'gone'
  /** Another program has it. */
  | 'in_use'
  /** It stopped while it was being opened. */
  | 'aborted'
  /** The page is not https and not localhost, so the browser hides devices. */
  | 'insecure'
  /** The browser cannot do it at all. */
  | 'unsupported'
  | 'failed';

/** What a side sends in a call. */
export interface SendingKinds extends MediaKinds {
  /** A shared screen, beside the camera. */
  readonly screen: boolean;
}

/** The media of the present call. */
export interface MediaView {
  /** `unsteady`: nothing has come for a moment. `interrupted`: another path is looked for. `failed`: another link is. */
  readonly link: 'none' | 'connecting' | 'connected' | 'unsteady' | 'interrupted' | 'failed';
  /** Both pages have agreed on the call's first link: drawing a screen delays nothing from now on. */
  readonly isAgreed: boolean;
  readonly local: MediaStream | null;
  readonly remote: MediaStream | null;
  /** The other side's shared screen, with its sound if it has any; null unless it shares one. */
  readonly remoteScreen: MediaStream | null;
  /** What this side gives: a device is open, and not muted. The other side gets it once an effect on it has begun. */
  readonly sending: SendingKinds;
  /** What the other side says that it sends now. */
  readonly receiving: SendingKinds;
  /** What this call's flags let this side send. */
  readonly allowed: MediaKinds;
  readonly problems: { readonly audio: DeviceProblem | null; readonly video: DeviceProblem | null };
  /** Camera or microphone was asked for and has not answered: perhaps the browser asks the person. */
  readonly isOpening: boolean;
}

/** Whether camera and microphone are kept open between calls, by the person's choice; and whether they are open now. */
export interface WarmView {
  readonly isOn: boolean;
  readonly isReady: boolean;
}

export interface DeviceChoice {
  readonly deviceId: string;
  /** Empty until the person has granted access once. */
  readonly label: string;
  /** The same for the microphone and the speaker of one headset; empty where the browser does not tell. */
  readonly groupId?: string;
}

export interface DevicesView {
  readonly cameras: readonly DeviceChoice[];
  readonly microphones: readonly DeviceChoice[];
  /** Empty where the browser plays only where the system says. */
  readonly speakers: readonly DeviceChoice[];
  /** The chosen ones, as far as they are there. */
  readonly cameraId: string | null;
  readonly microphoneId: string | null;
  readonly speakerId: string | null;
}

/** News about a device during a call, one at a time. Labels are as the system calls them, perhaps empty. */
export interface DeviceNotice {
  /**
   * `lost`: it went away, and another took its place. `returned`: the one that the person wants is there again, and
   * taken. `default_changed`: the system's own choice is another one now, and followed. `plugged`: a new one that is not
   * taken. `interrupted`: it gives nothing any more, though it is open (P14).
   */
  readonly type: 'lost' | 'returned' | 'default_changed' | 'plugged' | 'interrupted';
  readonly kind: DeviceKindOfNotice;
  readonly label: string;
  /** What is used now; null if that is the device itself, or unknown. */
  readonly now: string | null;
  /** Whether {@link DeviceNotices.act} does something: undo, use it, restore it. */
  readonly canAct: boolean;
}

/** `headset`: microphone and speaker in one. */
export type DeviceKindOfNotice = 'audio' | 'video' | 'speaker' | 'headset';

/** A call that rang here and was not answered. */
export interface MissedCall {
  readonly callId: string;
  readonly from: User;
  /** Epoch ms. */
  readonly at: number;
  readonly kinds: MediaKinds;
}

/** Who this tab is. */
export type IdentityView =
  | { readonly state: 'unknown'; readonly remembered: User | null }
  | { readonly state: 'joined'; readonly user: User };

export interface PresenceView {
  readonly users: readonly PresentUser[];
}
