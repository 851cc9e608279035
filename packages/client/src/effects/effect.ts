/** What a person may switch on for the own picture and sound. */
export type EffectKind = 'blur' | 'noise';

/** An effect at work: the track to send instead of the device's own. */
export interface EffectRun {
  readonly track: MediaStreamTrack;
  /** How much it has given so far: pictures, or seconds of sound. */
  readonly made: () => number;
  /** Ends the work; the device's own track stays open. */
  stop(): void;
}

/** One effect, as the browser can do it. */
export interface Effect {
  readonly isPossible: () => boolean;
  /** Loads what it needs, and begins; rejects if this browser or this machine cannot after all. */
  readonly start: (source: MediaStreamTrack) => Promise<EffectRun>;
}

/** One effect, as a switch shows it. */
export interface EffectView {
  readonly isWanted: boolean;
  readonly state:
    | 'off'
    | 'starting'
    | 'on'
    /** This browser cannot. */
    | 'unsupported'
    /** It was tried, and did not begin. */
    | 'failed'
    /** The machine did not keep up, so it was switched off; it stays off until the person wants it again. */
    | 'overloaded';
}

export type EffectsView = Readonly<Record<EffectKind, EffectView>>;
