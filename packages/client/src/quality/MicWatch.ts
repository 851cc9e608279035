import type { Clock } from '../Clock.js';
import { type Store, WritableStore } from '../Store.js';
import { type MicSound, openMicSound } from './MicSound.js';
import { DEAF, type Ear, hear, isDigitalSilence, isVoice, rmsOf, WINDOW_MS } from './sound.js';

/** What is odd about one's own microphone. `silent`: it is open and on, and gives exactly nothing. */
export type MicState = 'fine' | 'speakingMuted' | 'silent';

/** How often the sound is looked at, in ms: two windows each time, so that all of it is seen. */
const LOOK_MS = 2 * WINDOW_MS;
/** How long a microphone may give nothing, in ms, before that is said. */
const SILENT_MS = 5_000;
/** How long "you are muted" stays after the last word, in ms. */
const STAYS_MS = 4_000;

/** Looks at the newest samples, at `now` (epoch ms). */
type Look = (samples: Float32Array, now: number) => MicState;

/**
 * Listens to one's own microphone for what the person can't know: that they speak while muted, or that nothing is heard.
 *
 * It is to be the device's own track: what an effect makes of a muted one is silence. A muted track gives silence to
 * everybody too, so a clone of it is listened to; it stays in this page, and is stopped with the muting.
 */
export class MicWatch {
  readonly state: Store<MicState>;
  readonly #state = new WritableStore<MicState>('fine');
  readonly #clock: Clock;
  readonly #openSound: (track: MediaStreamTrack) => MicSound | null;
  #following: { readonly track: MediaStreamTrack; readonly isMuted: boolean } | null = null;
  #stop: () => void = () => undefined;

  constructor(clock: Clock, openSound = openMicSound) {
    this.#clock = clock;
    this.#openSound = openSound;
    this.state = this.#state;
  }

  /** Listens to this microphone from now on; null to none. */
  follow(track: MediaStreamTrack | null, isMuted: boolean): void {
    const isSame = this.#following?.track === track && this.#following.isMuted === isMuted;
    if (isSame || (track === null && this.#following === null)) return;
    this.#stop();
    this.#stop = () => undefined;
    this.#following = track && { track, isMuted };
    this.#state.set('fine');
    if (track) this.#listen(track, isMuted);
  }

  #listen(track: MediaStreamTrack, isMuted: boolean): void {
    const heard = isMuted ? track.clone() : track;
    // A clone has a switch of its own, and begins as the other stands.
    if (isMuted) heard.enabled = true;
    const sound = this.#openSound(heard);
    const look = sound && (isMuted ? mutedLook(sound.windowSamples) : silenceLook(heard, this.#clock.now()));
    let cancel: () => void = () => undefined;
    const again = (): void => {
      cancel = this.#clock.after(LOOK_MS, () => {
        const samples = sound?.read();
        if (samples && look) this.#state.set(look(samples, this.#clock.now()));
        again();
      });
    };
    if (sound) again();
    this.#stop = () => {
      cancel();
      sound?.close();
      if (isMuted) heard.stop();
    };
  }
}

function mutedLook(windowSamples: number): Look {
  let ear: Ear = DEAF;
  let spokeAt = Number.NEGATIVE_INFINITY;
  return (samples, now) => {
    for (const nth of [2, 1]) {
      const from = samples.length - nth * windowSamples;
      ear = hear(ear, rmsOf(samples.subarray(from, from + windowSamples)));
    }
    if (isVoice(ear)) spokeAt = now;
    return now - spokeAt < STAYS_MS ? 'speakingMuted' : 'fine';
  };
}

function silenceLook(track: MediaStreamTrack, since: number): Look {
  let heardAt = since;
  return (samples, now) => {
    const isSilent = track.readyState === 'live' && isDigitalSilence(samples);
    if (!isSilent) heardAt = now;
    return now - heardAt >= SILENT_MS ? 'silent' : 'fine';
  };
}
