import type { Effect, EffectRun } from './effect.js';

/** Where the build puts the model and its program (`scripts/blurAssets.ts`), as the library wants it: without a slash. */
const ASSETS = '/assets/blur-2023.2.0';
/** In pixels, of a picture 360 to 720 lines high: what is written on a wall can't be read any more. */
const RADIUS = 15;

/** Blurs what is behind the person. The model runs in this page: no picture leaves it. */
export const BLUR: Effect = {
  // The library's other way, by drawing each frame, hung in Firefox.
  isPossible: () =>
    typeof MediaStreamTrackGenerator !== 'undefined' &&
    typeof MediaStreamTrackProcessor !== 'undefined' &&
    typeof OffscreenCanvas !== 'undefined',
  start: async (source): Promise<EffectRun> => {
    const { VirtualBackgroundProcessor } = await import('@shiguredo/virtual-background');
    const processor = new VirtualBackgroundProcessor(new URL(ASSETS, location.origin).href);
    const track = await processor.startProcessing(source as MediaStreamVideoTrack, { blurRadius: RADIUS });
    // Plays for nobody, to count what comes out.
    const counter = document.createElement('video');
    counter.muted = true;
    counter.srcObject = new MediaStream([track]);
    counter.play().catch(() => undefined);
    const made = (): number => counter.getVideoPlaybackQuality().totalVideoFrames;
    const stop = (): void => {
      counter.srcObject = null;
      processor.stopProcessing();
      track.stop();
    };
    return { track, made, stop };
  },
};
