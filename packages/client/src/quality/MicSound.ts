import { WINDOW_MS } from './sound.js';

/** The sound of one microphone, to be looked at. */
export interface MicSound {
  /** How many samples make a window of {@link WINDOW_MS}. */
  readonly windowSamples: number;
  /** The newest samples, from -1 to 1, two windows at least; null while the browser holds sound back until a gesture. */
  readonly read: () => Float32Array | null;
  /** Ends the listening; the track goes on. */
  readonly close: () => void;
}

/** All microphones of a page are listened to in one context: browsers allow few. */
let shared: AudioContext | null = null;

/** Listens to this track; null where the browser cannot. */
export function openMicSound(track: MediaStreamTrack): MicSound | null {
  if (typeof AudioContext === 'undefined') return null;
  shared ??= new AudioContext();
  const context = shared;
  void context.resume();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  const windowSamples = Math.round((context.sampleRate * WINDOW_MS) / 1000);
  analyser.fftSize = 2 ** Math.ceil(Math.log2(2 * windowSamples));
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    windowSamples,
    read: () => {
      // It would give nothing but zeros.
      if (context.state !== 'running') return null;
      analyser.getFloatTimeDomainData(samples);
      return samples;
    },
    close: () => {
      source.disconnect();
      void context.suspend();
    },
  };
}
