import { useEffect, useRef } from 'react';

interface CallNotification {
  /** The call's id, as the tag: pages of one person replace each other's notification instead of adding to it. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
}

/** Tells of a call outside the page while it is not null, if the person has allowed it; gone when the ring ends. */
export function useCallNotification(call: CallNotification | null): void {
  const { tag, title, body } = call ?? { tag: null, title: '', body: '' };
  const present = useRef<Notification | null>(null);
  useEffect(() => {
    if (tag === null || typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
    try {
      // One of the same tag takes the place of the one before, without a second sound.
      const shown = new Notification(title, { tag, body, requireInteraction: true });
      present.current = shown;
      shown.onclick = () => {
        window.focus();
        shown.close();
      };
    } catch {
      // Chrome on Android lets only a service worker notify; title and sound still tell.
    }
  }, [tag, title, body]);
  useEffect(() => {
    if (tag === null) return;
    return () => {
      present.current?.close();
      present.current = null;
    };
  }, [tag]);
}
