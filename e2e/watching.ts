import { expect, type Page } from '@playwright/test';
import type { Person } from './Person.js';

type WatchedWindow = Window & { links: number; words: Set<string> };

/** Counts the connections that this page makes to others, which have said something; the page is loaded anew for it. */
export async function countLinks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = window as unknown as { links: number };
    counted.links = 0;
    const Native = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Native {
      override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
        if (!this.remoteDescription) counted.links += 1;
        return super.setRemoteDescription(description);
      }
    };
  });
  await page.reload();
}

export function links(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as WatchedWindow).links);
}

/** From now on, keeps whatever this page says by a `status`, however short it is there, for {@link wordsSaid}. */
export function watchWords(page: Page): Promise<void> {
  return page.evaluate(() => {
    const words = new Set<string>();
    Object.assign(window, { words });
    const look = (): void => {
      for (const status of document.querySelectorAll('[role=status]')) {
        const text = status.textContent?.trim() ?? '';
        if (text !== '') words.add(text);
      }
    };
    look();
    new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
}

export function wordsSaid(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(window as unknown as WatchedWindow).words]);
}

/** How many frames of the other's picture this page has shown. */
function framesOf(page: Page, other: Person): Promise<number> {
  return page.getByLabel(other.name, { exact: true }).evaluate((video) => {
    return (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames;
  });
}

/** More pictures of the other come in, by so many. */
export async function expectFrames(page: Page, other: Person, more: number): Promise<void> {
  const before = await framesOf(page, other);
  await expect.poll(() => framesOf(page, other), { timeout: 20_000 }).toBeGreaterThan(before + more);
}

/** The call that this page is in, as the tab remembers it. */
export async function callIdOf(page: Page): Promise<string> {
  const callId = await page.evaluate(() => {
    const kept: unknown = JSON.parse(sessionStorage.getItem('frontdesk.call') ?? 'null');
    return (kept as { callId?: string } | null)?.callId ?? '';
  });
  expect(callId).not.toBe('');
  return callId;
}

/** The call's clock, in seconds. */
export async function callSeconds(page: Page): Promise<number> {
  const text = (await page.getByRole('timer', { name: 'Call time', exact: true }).textContent()) ?? '';
  return text.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}
