import { type SoundState, type Store, WritableStore } from '@frontdesk/client';
import { playOnSpeaker } from './speaker.js';

/** The page's one audio context; browsers allow only a few. */
let context: AudioContext | null = null;

const sound = new WritableStore<SoundState>('unknown');

/** Whether this page could ring now, once somebody has asked for sound. */
export const soundState: Store<SoundState> = sound;

/** A context that may sound needs a moment to start, in ms; only one that is still silent after it is blocked. */
const START_MS = 400;

function audioContext(): AudioContext | null {
  if (!context && typeof AudioContext !== 'undefined') {
    try {
      const made = new AudioContext();
      context = made;
      playOnSpeaker(made);
      made.addEventListener('statechange', () => tellSound());
    } catch {
      // No audio hardware, or too many contexts: the page goes on without sounds.
    }
  }
  return context;
}

function tellSound(): void {
  if (context) sound.set(context.state === 'running' ? 'running' : 'blocked');
}

/**
 * Lets the page sound later, by itself: call it in a click, such as the one that joins (P1, P2).
 *
 * A browser lets a page make sound only after a gesture; a context that was resumed in one stays allowed.
 */
export function unlockAudio(): void {
  const audio = audioContext();
  if (!audio) {
    sound.set('none');
    return;
  }
  audio.resume().catch(() => undefined);
  setTimeout(tellSound, START_MS);
}

/** The events that count as a gesture and come early in it. */
const GESTURES = ['pointerdown', 'keydown', 'touchend'] as const;

/** Calls this at each gesture anywhere on the page, until the returned function is called. */
export function onGesture(listener: () => void): () => void {
  for (const gesture of GESTURES) addEventListener(gesture, listener, { capture: true });
  return () => {
    for (const gesture of GESTURES) removeEventListener(gesture, listener, { capture: true });
  };
}

/**
 * Plays one period of samples again and again.
 *
 * `onBlocked` hears true while the browser refuses to sound, and false once it does: the next gesture anywhere on the
 * page unlocks it (P2). Returns what stops it, with a fade, so that it ends without a click.
 */
export function playLoop(
  render: (sampleRate: number) => Float32Array<ArrayBuffer>,
  onBlocked: (isBlocked: boolean) => void,
): () => void {
  const audio = audioContext();
  if (!audio) return () => undefined;
  const samples = render(audio.sampleRate);
  const buffer = audio.createBuffer(1, samples.length, audio.sampleRate);
  buffer.copyToChannel(samples, 0);
  return playBuffer(audio, buffer, { isSoft: false }, onBlocked);
}

/**
 * Plays again and again what the browser has made, as {@link playLoop}: it comes softly, and goes at once.
 */
export function playMusic(render: () => Promise<AudioBuffer>, onBlocked: (isBlocked: boolean) => void): () => void {
  const audio = audioContext();
  if (!audio) return () => undefined;
  let isOver = false;
  let stop = (): void => undefined;
  render().then(
    (buffer) => {
      if (!isOver) stop = playBuffer(audio, buffer, { isSoft: true }, onBlocked);
    },
    // No music is no fault that anybody could mend.
    () => undefined,
  );
  return () => {
    isOver = true;
    stop();
  };
}

/** How long music takes to come, in seconds. */
const SOFT_SECONDS = 1.2;

function playBuffer(
  audio: AudioContext,
  buffer: AudioBuffer,
  { isSoft }: { readonly isSoft: boolean },
  onBlocked: (isBlocked: boolean) => void,
): () => void {
  const gain = audio.createGain();
  gain.connect(audio.destination);
  if (isSoft) {
    gain.gain.setValueAtTime(0, audio.currentTime);
    gain.gain.linearRampToValueAtTime(1, audio.currentTime + SOFT_SECONDS);
  }
  const source = audio.createBufferSource();
  source.buffer = buffer;
  source.loop = true;
  source.connect(gain);
  source.start();

  const stopWatching = watchBlocked(audio, onBlocked);
  return () => {
    stopWatching();
    gain.gain.cancelScheduledValues(audio.currentTime);
    gain.gain.setTargetAtTime(0, audio.currentTime, 0.03);
    source.stop(audio.currentTime + 0.15);
    source.onended = () => gain.disconnect();
  };
}

/** Plays samples once, if the page may sound now; something to be heard, not to be waited for. */
export function playOnce(render: (sampleRate: number) => Float32Array<ArrayBuffer>): void {
  const audio = audioContext();
  if (audio?.state !== 'running') return;
  const samples = render(audio.sampleRate);
  const buffer = audio.createBuffer(1, samples.length, audio.sampleRate);
  buffer.copyToChannel(samples, 0);
  const source = audio.createBufferSource();
  source.buffer = buffer;
  source.connect(audio.destination);
  source.start();
}

function watchBlocked(audio: AudioContext, onBlocked: (isBlocked: boolean) => void): () => void {
  const tell = (): void => onBlocked(audio.state !== 'running');
  const resume = (): void => {
    audio.resume().catch(() => undefined);
  };
  audio.addEventListener('statechange', tell);
  const stopListening = onGesture(resume);
  resume();
  const timer = setTimeout(tell, START_MS);
  return () => {
    clearTimeout(timer);
    audio.removeEventListener('statechange', tell);
    stopListening();
  };
}
