import type { CallView } from '@frontdesk/client';
import type { CallPort } from './ports.js';

/** The longest time that a started call's screen waits, in ms: a blink, should the other's page be slow to answer. */
const HOLD_MS = 400;

/**
 * The call to draw, as a store: the call itself, but a ring that was answered stays on the screen until both pages
 * have agreed on their link.
 *
 * Drawing the call's screen takes the page some 50 ms, and offer and answer need the same thread: whoever draws first
 * sees the other later. Everything else, and a page that was reloaded in its call, is shown at once.
 */
export function shownCall({ call, media }: Pick<CallPort, 'call' | 'media'>) {
  let shown: CallView = call.get();
  return {
    get: (): CallView => shown,
    subscribe: (listener: () => void): (() => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const show = (): void => {
        clearTimeout(timer);
        timer = undefined;
        if (shown === call.get()) return;
        shown = call.get();
        listener();
      };
      const follow = (): void => {
        const isHeld = isAnswer(shown, call.get()) && !media.get().isAgreed;
        if (isHeld) timer ??= setTimeout(show, HOLD_MS);
        else show();
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

function isAnswer(shown: CallView, now: CallView): boolean {
  return now.state === 'started' && (shown.state === 'outgoing' || shown.state === 'incoming');
}
