import type { CallView, MediaView } from '@frontdesk/client';
import type { CallPort } from './ports.js';

/** The longest time that a started call's screen waits for the link, in ms: a blink, should the other's page be slow. */
const LINK_MS = 400;
/** And for one's own camera and microphone: quick ones take 15, slow ones open behind the screen. */
const DEVICES_MS = 60;

/**
 * The call to draw, as a store: the call itself, but a ring that was answered stays on the screen until both pages
 * have agreed on their link, and one's own devices are open.
 *
 * Drawing the call's screen takes the page some 50 ms, and offer, answer and what the camera gives need the same thread:
 * whoever draws first sees the other later. Everything else, and a page that was reloaded in its call, is shown at once.
 */
export function shownCall({ call, media }: Pick<CallPort, 'call' | 'media'>) {
  let shown: CallView = call.get();
  return {
    get: (): CallView => shown,
    subscribe: (listener: () => void): (() => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let heldAt: number | undefined;
      const show = (): void => {
        clearTimeout(timer);
        heldAt = undefined;
        if (shown === call.get()) return;
        shown = call.get();
        listener();
      };
      const follow = (): void => {
        const holdMs = isAnswer(shown, call.get()) ? holdFor(media.get()) : 0;
        const now = Date.now();
        heldAt ??= now;
        clearTimeout(timer);
        if (heldAt + holdMs <= now) show();
        else timer = setTimeout(show, heldAt + holdMs - now);
      };
      const stops = [call.subscribe(follow), media.subscribe(follow)];
      follow();
      return () => {
        clearTimeout(timer);
        for (const stop of stops) stop();
      };
    },
  };
}

function holdFor({ isAgreed, isOpening }: MediaView): number {
  if (!isAgreed) return LINK_MS;
  return isOpening ? DEVICES_MS : 0;
}

function isAnswer(shown: CallView, now: CallView): boolean {
  return now.state === 'started' && (shown.state === 'outgoing' || shown.state === 'incoming');
}
