import type { Page } from '@playwright/test';

/** When the next frame of this person's picture is shown on the page, as epoch ms. A new `<video>` counts too. */
export function nextFrame(page: Page, name: string): Promise<number> {
  return page.evaluate(
    (label) =>
      new Promise<number>((resolve) => {
        const watched = new Set<HTMLVideoElement>();
        const look = () => {
          for (const video of document.querySelectorAll('video')) {
            if (video.getAttribute('aria-label') !== label || watched.has(video)) continue;
            watched.add(video);
            video.requestVideoFrameCallback(() => {
              changes.disconnect();
              resolve(Date.now());
            });
          }
        };
        const changes = new MutationObserver(look);
        changes.observe(document, { childList: true, subtree: true, attributes: true });
        look();
      }),
    name,
  );
}

/** How many frames of this person's picture were shown and dropped so far. */
export function framesOf(page: Page, name: string): Promise<{ shown: number; dropped: number }> {
  return page.evaluate((label) => {
    const videos = [...document.querySelectorAll('video')];
    const quality = videos.find((video) => video.getAttribute('aria-label') === label)?.getVideoPlaybackQuality();
    return { shown: quality?.totalVideoFrames ?? 0, dropped: quality?.droppedVideoFrames ?? 0 };
  }, name);
}

/** When a text is first seen on the page, as epoch ms. */
export function whenSaid(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (words) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (!document.body.textContent?.includes(words)) return;
          changes.disconnect();
          resolve(Date.now());
        };
        const changes = new MutationObserver(look);
        changes.observe(document, { childList: true, subtree: true, characterData: true });
        look();
      }),
    text,
  );
}

export function pass(ms: number): Promise<void> {
  return new Promise((next) => setTimeout(next, ms));
}
