/** One note of the music. Times in seconds, pitch in Hz, loudness 0..1. */
export interface MusicNote {
  readonly at: number;
  readonly lasts: number;
  readonly pitch: number;
  readonly loud: number;
  /** `pad`: swells and fades, under the others. `bell`: is struck, and rings out. */
  readonly voice: 'pad' | 'bell';
}

/** How long a chord stands, in seconds: slow, so that it calms rather than drives. */
const CHORD_SECONDS = 6;
/** Four chords that end where they began: C with its ninth, A minor, F, G without its third. Semitones above C3. */
const CHORDS: readonly (readonly number[])[] = [
  [0, 7, 16, 23, 26],
  [-3, 4, 12, 19, 24],
  [-7, 5, 9, 16, 24],
  [-5, 2, 14, 17, 26],
];
/** Which tones of a chord the bells strike, and when in it, in seconds: never on the same beat of two chords. */
const BELLS: readonly (readonly (readonly [tone: number, at: number])[])[] = [
  [
    [2, 0.6],
    [3, 1.8],
    [4, 3.3],
  ],
  [
    [3, 0.4],
    [2, 2],
    [4, 3.6],
  ],
  [
    [4, 0.7],
    [3, 2.2],
    [2, 3.4],
  ],
  [
    [2, 0.5],
    [4, 1.7],
    [3, 2.9],
  ],
];

/** Seconds until it begins again. */
export const MUSIC_SECONDS = CHORD_SECONDS * CHORDS.length;

const pitchOf = (semitones: number): number => 130.8128 * 2 ** (semitones / 12);

/** The music for those who are on hold or wait in line. All of it fades before it begins again, so that the seam is not heard. */
export function holdMusic(): readonly MusicNote[] {
  return CHORDS.flatMap((tones, chord) => {
    const start = chord * CHORD_SECONDS;
    const lasts = Math.min(CHORD_SECONDS + 1.5, MUSIC_SECONDS - start);
    const pads = tones.slice(0, 3).map((tone): MusicNote => {
      return { at: start, lasts, pitch: pitchOf(tone), loud: 0.055, voice: 'pad' };
    });
    const bells = (BELLS[chord] ?? []).map(([tone, at]): MusicNote => {
      const pitch = pitchOf(12 + (tones[tone] ?? 0));
      return { at: start + at, lasts: Math.min(3.5, MUSIC_SECONDS - start - at), pitch, loud: 0.05, voice: 'bell' };
    });
    return [...pads, ...bells];
  });
}

/** Enough for these tones, and a quarter of the memory of a full rate. */
const SAMPLE_RATE = 22_050;

let made: Promise<AudioBuffer> | null = null;

/** The music as samples, made once by the browser beside everything else that it does. */
export function renderHoldMusic(): Promise<AudioBuffer> {
  made ??= render().catch((error: unknown) => {
    made = null;
    throw error;
  });
  return made;
}

function render(): Promise<AudioBuffer> {
  const audio = new OfflineAudioContext(1, MUSIC_SECONDS * SAMPLE_RATE, SAMPLE_RATE);
  for (const note of holdMusic()) play(audio, note);
  return audio.startRendering();
}

function play(audio: BaseAudioContext, { at, lasts, pitch, loud, voice }: MusicNote): void {
  const gain = audio.createGain();
  gain.connect(audio.destination);
  const level = gain.gain;
  level.setValueAtTime(0, at);
  if (voice === 'pad') {
    level.linearRampToValueAtTime(loud, at + lasts * 0.35);
    level.linearRampToValueAtTime(0, at + lasts);
  } else {
    level.linearRampToValueAtTime(loud, at + 0.02);
    level.setTargetAtTime(0, at + 0.02, lasts / 6);
  }
  // The octave above, a little out of tune, gives the pad its width; a bell has it at half the loudness.
  for (const [times, share] of [
    [1, 1],
    [voice === 'pad' ? 2.004 : 2, voice === 'pad' ? 0.22 : 0.3],
  ] as const) {
    const tone = audio.createOscillator();
    const part = audio.createGain();
    part.gain.value = share;
    tone.frequency.value = pitch * times;
    tone.connect(part).connect(gain);
    tone.start(at);
    tone.stop(at + lasts);
  }
}
