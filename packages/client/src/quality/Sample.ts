import type { Slot } from '../media/slots.js';

/** One slot in one direction, over the last second. Null is "the browser does not say", or "not enough of it yet". */
export interface SlotSample {
  /** Bits a second, with the packets' headers. */
  readonly bitrate: number;
  /** Share of the packets that did not arrive, 0..1. Of what is sent, as the other side reports it. */
  readonly loss: number | null;
  readonly jitterMs: number | null;
  readonly framesPerSecond: number | null;
  readonly width: number | null;
  readonly height: number | null;
  /** How often the picture stood still in this second, and how long in ms. */
  readonly freezes: number;
  readonly frozenMs: number;
  /** Like `VP8` or `opus`. */
  readonly codec: string | null;
}

/** All slots of one direction together: bit rates are added, losses weighed by packets, the worst jitter counts. */
export interface DirectionSample {
  readonly bitrate: number;
  readonly loss: number | null;
  readonly jitterMs: number | null;
  readonly slots: { readonly [S in Slot]?: SlotSample };
}

/** The way that media take. */
export interface Route {
  readonly isRelayed: boolean;
  /** How this page reaches the relay, or the other side. */
  readonly protocol: 'udp' | 'tcp' | 'tls';
}

/** What flowed in the last second, as far as the browser tells. */
export interface Sample {
  /** Epoch ms of this machine. */
  readonly at: number;
  readonly sent: DirectionSample;
  readonly received: DirectionSample;
  readonly roundTripMs: number | null;
  /** How long ago the other side last reported what arrives there, in ms; null before its first report. */
  readonly reportAgeMs: number | null;
  /** What the browser believes can be sent, in bits a second. Chromium only. */
  readonly availableBitrate: number | null;
  /** What holds the encoder of a picture back. Chromium only. */
  readonly limitedBy: 'cpu' | 'bandwidth' | null;
  readonly route: Route | null;
}
