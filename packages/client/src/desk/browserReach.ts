import type { Devices } from '../media/Devices.js';
import type { ReachProbes } from './Reachability.js';
import type { MicrophoneFinding } from './reach.js';

/** A beat, in ms, where the browser has no workers: late in a hidden page, which then counts as frozen. */
const BEAT_MS = 1_000;
/** How long a microphone that was just opened may be silenced by the system, in ms: some begin so. */
const OPENING_MS = 400;

/** The browser's own microphone and pulse. The page's sound belongs to whoever plays it. */
export function browserReach(devices: Pick<Devices, 'open'>, sound: ReachProbes['sound']): ReachProbes {
  return { sound, microphone: { look: () => look(devices), watch: watchMicrophone }, pulse };
}

async function look(devices: Pick<Devices, 'open'>): Promise<MicrophoneFinding> {
  const { audio, problems } = await devices.open({ audio: true, video: false });
  if (!audio) return problems.audio ?? 'failed';
  if (audio.muted) await unmuted(audio);
  const finding = audio.readyState !== 'live' ? 'gone' : audio.muted ? 'silenced' : 'alive';
  audio.stop();
  return finding;
}

function unmuted(track: MediaStreamTrack): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, OPENING_MS);
    track.addEventListener('unmute', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function watchMicrophone(listener: () => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  navigator.mediaDevices?.addEventListener('devicechange', listener, { signal });
  navigator.permissions
    ?.query({ name: 'microphone' })
    .then((permission) => permission.addEventListener('change', listener, { signal }))
    // A browser that does not tell: opening the microphone does.
    .catch(() => undefined);
  return () => ending.abort();
}

/** A hidden page's timers come once a minute, a worker's each second: what is late by five is frozen (P11). */
function pulse(onBeat: () => void, onFreeze: () => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  document.addEventListener('freeze', onFreeze, { signal });
  document.addEventListener('resume', onBeat, { signal });
  const stop = beats(onBeat);
  return () => {
    ending.abort();
    stop();
  };
}

function beats(onBeat: () => void): () => void {
  try {
    const worker = new Worker(new URL('./beatWorker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', onBeat);
    return () => worker.terminate();
  } catch {
    const timer = setInterval(onBeat, BEAT_MS);
    return () => clearInterval(timer);
  }
}
