import { expect, type Page } from '@playwright/test';

/** How long picture and sound may take to be there, in ms. */
const LIMIT_MS = 20_000;

interface Wanted {
  /** The accessible name of the `<video>`; null where only sound is asked for. */
  readonly video: string | null;
  readonly sound: boolean;
  readonly limitMs: number;
}

/** What the page saw; every one of them must hold. */
interface Seen {
  /** New frames come in. */
  readonly isMoving: boolean;
  /** Its pixels differ from each other, or their color goes on changing: not a black or green rectangle. */
  readonly isPicture: boolean;
  /** An element that is not muted plays a sound that is not silence. */
  readonly isHeard: boolean;
}

/** Asserts that this page really shows and plays the other: frames advance, are not of one color, and sound arrives. */
export async function expectMedia(page: Page, wanted: { video: string | null; sound: boolean }): Promise<void> {
  const seen = await page.evaluate(watch, { ...wanted, limitMs: LIMIT_MS });
  expect(seen).toEqual({ isMoving: wanted.video !== null, isPicture: wanted.video !== null, isHeard: wanted.sound });
}

/** Runs in the page: looks until all that is wanted was seen, or the time is up. */
async function watch({ video: label, sound, limitMs }: Wanted): Promise<Seen> {
  const canvas = new OffscreenCanvas(64, 48);
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  const audio = sound ? new AudioContext() : null;
  /** By the track itself: a link that is made anew brings another of the same id. */
  const meters = new Map<MediaStreamTrack, AnalyserNode>();
  const seen = { isMoving: false, isPicture: false, isHeard: false };
  /** Firefox's fake camera shows a surface that changes its color all the time; only a strip of it has a pattern. */
  const shades = new Set<string>();
  let frames = 0;
  let watched: HTMLVideoElement | null = null;

  /** Firefox has no number of frames for what comes live. */
  const count = (video: HTMLVideoElement) => {
    const next = () =>
      video.requestVideoFrameCallback(() => {
        if (video !== watched) return;
        frames += 1;
        next();
      });
    next();
    return 0;
  };

  const look = () => {
    const video = [...document.querySelectorAll('video')].find((each) => each.getAttribute('aria-label') === label);
    if (!video || !drawing || video.videoWidth === 0) return;
    if (video !== watched) [watched, frames] = [video, count(video)];
    if (!video.paused && frames >= 5) seen.isMoving = true;
    drawing.drawImage(video, 0, 0, 64, 48);
    const { data } = drawing.getImageData(0, 0, 64, 48);
    let [darkest, lightest] = [255, 0];
    for (let at = 0; at < data.length; at += 4) {
      const light = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
      darkest = Math.min(darkest, light);
      lightest = Math.max(lightest, light);
    }
    shades.add([...data.subarray(0, 3)].map((part) => Math.round(part / 8)).join());
    if (lightest - darkest > 40 || shades.size > 3) seen.isPicture = true;
  };

  const listen = () => {
    if (!audio) return;
    for (const element of document.querySelectorAll<HTMLMediaElement>('video, audio')) {
      const stream = element.srcObject;
      if (element.muted || element.volume === 0 || element.paused || !(stream instanceof MediaStream)) continue;
      const track = stream.getAudioTracks().find(({ readyState }) => readyState === 'live');
      if (!track || meters.has(track)) continue;
      const meter = audio.createAnalyser();
      audio.createMediaStreamSource(new MediaStream([track])).connect(meter);
      meters.set(track, meter);
    }
    for (const meter of meters.values()) {
      const samples = new Float32Array(meter.fftSize);
      meter.getFloatTimeDomainData(samples);
      if (samples.some((sample) => Math.abs(sample) > 0.01)) seen.isHeard = true;
    }
  };

  await audio?.resume();
  const until = performance.now() + limitMs;
  const isEnough = () => (label === null || (seen.isMoving && seen.isPicture)) && (!sound || seen.isHeard);
  while (!isEnough() && performance.now() < until) {
    if (label !== null) look();
    listen();
    await new Promise((next) => setTimeout(next, 30));
  }
  await audio?.close();
  return seen;
}
