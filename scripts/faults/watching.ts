import type { Page } from '@playwright/test';

/** How long the picture runs before anything is done to it, in ms: frames, bitrate and candidates have settled. */
export const SETTLED_MS = 3_000;
/** What is not there by then, in ms, does not come. */
const NEVER_MS = 60_000;

/**
 * When the next frame of this person's picture is shown on the page, as epoch ms; infinity if none is. A new `<video>` counts
 * too.
 */
export function nextFrame(page: Page, name: string, limitMs = NEVER_MS): Promise<number> {
  return Promise.race([shownNext(page, name), pass(limitMs).then(() => Number.POSITIVE_INFINITY)]);
}

function shownNext(page: Page, name: string): Promise<number> {
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

/** Keeps hold of the page's connections from its first script on, so that {@link flowOf} can ask them. */
export async function holdConnections(page: Page): Promise<void> {
  await page.addInitScript(`{
    const made = (globalThis.connections = []);
    const Native = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Native {
      constructor(...args) {
        super(...args);
        made.push(this);
      }
    };
    globalThis.__name = (it) => it;
  }`);
}

/** Frames of pictures that the page's open connections have sent and received. */
export function flowOf(page: Page): Promise<{ sent: number; received: number }> {
  return page.evaluate(`(async () => {
    const flow = { sent: 0, received: 0 };
    for (const connection of connections) {
      if (connection.connectionState !== 'connected') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.kind !== 'video') continue;
        if (report.type === 'outbound-rtp') flow.sent += report.framesSent ?? 0;
        if (report.type === 'inbound-rtp') flow.received += report.framesReceived ?? 0;
      }
    }
    return flow;
  })()`);
}

/** Takes the camera out of the page's open connections, so that no frame is under way soon after; or puts it back. */
export function setCamera(page: Page, isOn: boolean): Promise<void> {
  return page.evaluate(`(async () => {
    globalThis.cameras ??= new Map();
    for (const connection of connections) {
      if (connection.connectionState !== 'connected') continue;
      for (const sender of connection.getSenders()) {
        if (${isOn}) {
          if (cameras.has(sender)) await sender.replaceTrack(cameras.get(sender));
        } else if (sender.track?.kind === 'video') {
          cameras.set(sender, sender.track);
          await sender.replaceTrack(null);
        }
      }
    }
  })()`);
}

export function pass(ms: number): Promise<void> {
  return new Promise((next) => setTimeout(next, ms));
}
