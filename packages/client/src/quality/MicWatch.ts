import { type Store, WritableStore } from '../Store.js';
import { DEAF, type Ear, hear, isDigitalSilence, isVoice, rmsOf, WINDOW_MS } from './sound.js';

/** What is odd about one's own microphone. `silent`: it is open and on, and gives exactly nothing. */
export type MicState = 'fine' | 'speakingMuted' | 'silent';

/** How often the sound is looked at, in ms: two windows each time, so that all of it is seen. */
const LOOK_MS = 2 * WINDOW_MS;
/** How long a microphone may give nothing, in ms, before that is said. */
const SILENT_MS = 5_000;
/** How long "you are muted" stays after the last word, in ms. */
const STAYS_MS = 4_000;

/** All microphones of a page are listened to in one context: browsers allow few. */
let shared: AudioContext | null = null;

/**
 * Listens to one's own microphone for what the person can't know: that they speak while muted, or that nothing is heard.
 *
 * A muted track gives silence to everybody, so a clone of it is listened to; it stays in this page, and is stopped with
 * the muting.
 */
export class MicWatch {
  readonly state: Store<MicState>;
  readonly #state = new WritableStore<MicState>('fine');
  #following: { readonly track: MediaStreamTrack; readonly isMuted: boolean } | null = null;
  #stop: () => void = () => undefined;

  constructor() {
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
    if (!track || typeof AudioContext === 'undefined') return;
    this.#stop = listen(track, isMuted, (state) => this.#state.set(state));
  }
}

function listen(track: MediaStreamTrack, isMuted: boolean, tell: (state: MicState) => void): () => void {
  const heard = isMuted ? track.clone() : track;
  if (isMuted) heard.enabled = true;
  shared ??= new AudioContext();
  const context = shared;
  void context.resume();
  const source = context.createMediaStreamSource(new MediaStream([heard]));
  const analyser = context.createAnalyser();
  const windowSamples = Math.round((context.sampleRate * WINDOW_MS) / 1000);
  analyser.fftSize = 2 ** Math.ceil(Math.log2(2 * windowSamples));
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const look = isMuted ? mutedLook(windowSamples, tell) : silenceLook(heard, tell);
  const timer = setInterval(() => {
    // A context that the browser holds back until a gesture gives nothing but zeros.
    if (context.state !== 'running') return;
    analyser.getFloatTimeDomainData(samples);
    look(samples);
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    source.disconnect();
    if (isMuted) heard.stop();
    void context.suspend();
  };
}

function mutedLook(windowSamples: number, tell: (state: MicState) => void): (samples: Float32Array) => void {
  let ear: Ear = DEAF;
  let spokeAt = Number.NEGATIVE_INFINITY;
  return (samples) => {
    for (const nth of [2, 1]) {
      const from = samples.length - nth * windowSamples;
      ear = hear(ear, rmsOf(samples.subarray(from, from + windowSamples)));
    }
    const now = performance.now();
    if (isVoice(ear)) spokeAt = now;
    tell(now - spokeAt < STAYS_MS ? 'speakingMuted' : 'fine');
  };
}

function silenceLook(track: MediaStreamTrack, tell: (state: MicState) => void): (samples: Float32Array) => void {
  let heardAt = performance.now();
  return (samples) => {
    const isSilent = track.readyState === 'live' && isDigitalSilence(samples);
    if (!isSilent) heardAt = performance.now();
    tell(performance.now() - heardAt >= SILENT_MS ? 'silent' : 'fine');
  };
}
