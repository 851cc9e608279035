import type { IceServer, MediaKinds } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { MakeLink } from '../PeerLink.js';
import type { SendingKinds } from '../views.js';
import type { Slot, SlotTracks } from './slots.js';

export interface IceConfig {
  readonly iceServers: readonly IceServer[];
  readonly icePolicy: 'all' | 'relay';
  /** Until when the credentials are good, in epoch ms of this machine's clock; START does not say. */
  readonly expiresAt?: number;
}

/** How the link of a call is doing, as the view says it. */
export type CallLinkState = 'connecting' | 'connected' | 'unsteady' | 'interrupted' | 'failed';

export interface CallLinkPorts {
  readonly clock: Clock;
  readonly makeLink: MakeLink;
  /** Sends a signal to the other endpoint; where it is to be confirmed, false means that the other's page is lost. */
  readonly send: (epoch: number, data: object, confirm: boolean) => Promise<boolean>;
  /** The way to the other side, asked anew: credentials may have run out. Null without a line. */
  readonly askIce: () => Promise<IceConfig | null>;
  /** The epoch that comes after this one, kept over a reload. */
  readonly nextEpoch: (epoch: number) => number;
  readonly tracks: () => SlotTracks;
  readonly onState: (state: CallLinkState) => void;
  /** A track of the other side. `isFirst` of each new link's first one: what came before is over. */
  readonly onTrack: (track: MediaStreamTrack, slot: Slot, isFirst: boolean) => void;
  readonly onMedia: (media: SendingKinds) => void;
  /** A link is made whose other end will hear us: time to say what we send. */
  readonly onLinked: () => void;
  /** Offer and answer of the present link are in place. */
  readonly onAgreed: () => void;
  /** Whether the other side says that it sends anything. */
  readonly isReceiving: () => boolean;
  /** Nothing has come for a moment: perhaps the line to the server is dead too. */
  readonly onDoubt: () => void;
  readonly onGivenUp: () => void;
}

export interface CallLinkOptions {
  readonly isInitiator: boolean;
  /** The call only rings yet: what fails is left until {@link CallLink.goLive}, and nothing is given up. */
  readonly isEarly: boolean;
  /** This page was reloaded in the call: its first link is not the call's first. */
  readonly isResumed: boolean;
  readonly allowed: MediaKinds;
  /** The last epoch this page knows of; 0 before the first link. */
  readonly epoch: number;
}
