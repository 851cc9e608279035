import { expect, type Page } from '@playwright/test';
import { SHARED_TAB } from './browser.js';
import type { People } from './People.js';
import type { Person } from './Person.js';

/** A color as red, green and blue, 0–255. */
export type Color = readonly [number, number, number];

export const MAGENTA: Color = [255, 0, 255];
export const CYAN: Color = [0, 255, 255];

/** How long a screen may take to be there, in ms. */
const SOON = { timeout: 20_000 };
/** How far each part may be from what was drawn: a codec is not exact. */
const TOLERANCE = 60;

/** Someone joins who has a second tab of one color beside the call, to share. */
export async function joinWithTab(people: People, name: string, color: Color): Promise<{ person: Person; tab: Page }> {
  const person = await people.join(name, { devices: 'shared-tab', permissions: ['camera', 'microphone'] });
  const tab = await person.page.context().newPage();
  // Every pixel goes through a codec in software, twice on this machine: it draws, and it looks.
  await tab.setViewportSize({ width: 480, height: 270 });
  // It moves a little, as what is shared does: a tab that never changes gives no frames.
  await tab.setContent(`<title>${SHARED_TAB}</title>
    <style>@keyframes turn { to { transform: rotate(1turn) } } div { animation: turn 1s linear infinite; width: 3rem }</style>
    <body style="background: rgb(${color.join()})"><div>|</div></body>`);
  await person.page.bringToFront();
  return { person, tab };
}

/** Stands in for the list of screens, in a browser that has none to show: what is chosen is a moving picture of one color. */
export async function chooseColor(person: Person, color: Color): Promise<void> {
  await person.page.evaluate((parts) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const drawing = canvas.getContext('2d');
    setInterval(() => {
      if (!drawing) return;
      drawing.fillStyle = `rgb(${parts.join()})`;
      drawing.fillRect(0, 0, 640, 360);
      drawing.fillStyle = 'black';
      drawing.fillRect((Date.now() / 10) % 600, 0, 40, 40);
    }, 50);
    navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream();
  }, color);
}

export async function share(person: Person): Promise<void> {
  await person.control('Share your screen').click();
  await expect(person.page.getByText('You are sharing your screen')).toBeVisible(SOON);
}

/** One sees the other's screen, in its color. */
export async function expectScreenOf(viewer: Person, sharer: Person, color: Color): Promise<void> {
  const screen = viewer.page.locator(`video[aria-label="${sharer.name}’s screen"]`);
  await expect(screen).toBeVisible(SOON);
  await expect.poll(() => screen.evaluate(isOfColor, { color, tolerance: TOLERANCE }), SOON).toBe(true);
}

/** Runs in the page. */
function isOfColor(video: Element, { color, tolerance }: { color: Color; tolerance: number }): boolean {
  const drawing = new OffscreenCanvas(8, 8).getContext('2d');
  if (!(video instanceof HTMLVideoElement) || !drawing || video.videoWidth === 0) return false;
  drawing.drawImage(video, 0, 0, 8, 8);
  const { data } = drawing.getImageData(4, 4, 1, 1);
  return color.every((part, at) => Math.abs(part - (data[at] ?? -1_000)) <= tolerance);
}

/** One sees no screen of the other (any more), and is not told of one. */
export async function expectNoScreenOf(viewer: Person, sharer: Person): Promise<void> {
  await expect(viewer.page.locator(`video[aria-label="${sharer.name}’s screen"]`)).toBeHidden(SOON);
}
