import { type RefObject, useCallback, useEffect, useState } from 'react';

/** Chromium's window of a page's own, above all others. */
interface DocumentPictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

export interface PictureInPicture {
  /** False where a page can do neither: then there is no button. */
  readonly isPossible: boolean;
  readonly isOn: boolean;
  /** The window to draw in, where the browser gives one; else it shows the large picture by itself. */
  readonly window: Window | null;
  /** Call it right in a click or a key: browsers ask for that. */
  readonly toggle: () => void;
}

const SIZE = { width: 360, height: 300 };

/** The call in a small window above all others, while one works elsewhere. It closes with the call. */
export function usePictureInPicture(stage: RefObject<HTMLElement | null>): PictureInPicture {
  const [own, setOwn] = useState<Window | null>(null);
  const [isVideoOut, setVideoOut] = useState(false);
  const pages = documentPictureInPicture();

  useEffect(() => {
    if (!own) return;
    const gone = (): void => setOwn(null);
    own.addEventListener('pagehide', gone);
    return () => {
      own.removeEventListener('pagehide', gone);
      own.close();
    };
  }, [own]);
  useEffect(() => {
    const look = (): void => setVideoOut(document.pictureInPictureElement !== null);
    const element = stage.current;
    element?.addEventListener('enterpictureinpicture', look, true);
    element?.addEventListener('leavepictureinpicture', look, true);
    return () => {
      element?.removeEventListener('enterpictureinpicture', look, true);
      element?.removeEventListener('leavepictureinpicture', look, true);
    };
  }, [stage]);

  const toggle = useCallback(() => {
    if (own) setOwn(null);
    else if (pages) void openWindow(pages).then(setOwn, () => undefined);
    else void toggleVideo(stage.current).catch(() => undefined);
  }, [own, pages, stage]);
  const isPossible = pages !== null || document.pictureInPictureEnabled === true;
  return { isPossible, isOn: own !== null || isVideoOut, window: own, toggle };
}

function documentPictureInPicture(): DocumentPictureInPicture | null {
  const { documentPictureInPicture: pages } = globalThis as { documentPictureInPicture?: DocumentPictureInPicture };
  return pages ?? null;
}

/** A window that looks like this page: its styles, language and color scheme. */
async function openWindow(pages: DocumentPictureInPicture): Promise<Window> {
  const opened = await pages.requestWindow(SIZE);
  const there = opened.document;
  for (const { name, value } of document.documentElement.attributes) there.documentElement.setAttribute(name, value);
  for (const style of document.querySelectorAll('link[rel="stylesheet"], style')) {
    const copy = there.importNode(style, true);
    // By its whole address: the window's own is about:blank.
    if (style instanceof HTMLLinkElement) copy.setAttribute('href', style.href);
    there.head.append(copy);
  }
  there.title = document.title;
  return opened;
}

/** The large picture alone; Firefox has a button of its own for that. */
async function toggleVideo(stage: HTMLElement | null): Promise<void> {
  if (document.pictureInPictureElement) await document.exitPictureInPicture();
  else await stage?.querySelector<HTMLVideoElement>('[data-large="true"] video')?.requestPictureInPicture();
}
