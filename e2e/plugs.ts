import type { Page } from '@playwright/test';

/** What the page's stubs below listen to. */
type PlugEvent = CustomEvent<{ readonly label: string; readonly isThere: boolean }>;

/**
 * Lets a test pull devices of a page out and plug them in: no browser has a fake device that goes away. Nothing but the
 * list, the refusal to open what is not there, and the end of its tracks is played; call it before anything is opened.
 */
export async function withPlugs(page: Page, away: readonly string[] = []): Promise<void> {
  await page.evaluate((awayAtFirst) => {
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const hidden = new Set(awayAtFirst);
    const tracks: MediaStreamTrack[] = [];
    const isAway = (label: string) => hidden.has(label);
    mediaDevices.enumerateDevices = async () => (await list()).filter(({ label }) => !isAway(label));
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      for (const track of stream.getTracks()) {
        if (!isAway(track.label)) {
          tracks.push(track);
          continue;
        }
        const all = await mediaDevices.enumerateDevices();
        const other = all.find(({ kind, deviceId }) => kind === `${track.kind}input` && deviceId !== 'default');
        for (const each of stream.getTracks()) each.stop();
        if (!other) throw new DOMException('', 'NotFoundError');
        const picked = { deviceId: { exact: other.deviceId } };
        const { audio, video } = wanted ?? {};
        return mediaDevices.getUserMedia(
          track.kind === 'audio' ? { audio: picked, video: video ?? false } : { audio: audio ?? false, video: picked },
        );
      }
      return stream;
    };
    addEventListener('frontdesk-test-plug', (event) => {
      const { label, isThere } = (event as PlugEvent).detail;
      if (isThere) hidden.delete(label);
      else hidden.add(label);
      for (const track of isThere ? [] : tracks.filter((each) => each.label === label && each.readyState === 'live')) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      mediaDevices.dispatchEvent(new Event('devicechange'));
    });
    mediaDevices.dispatchEvent(new Event('devicechange'));
  }, away);
}

/** Plugs a device in or pulls it out, by what it is called. */
export async function plug(page: Page, label: string, isThere: boolean): Promise<void> {
  await page.evaluate((detail) => dispatchEvent(new CustomEvent('frontdesk-test-plug', { detail })), {
    label,
    isThere,
  });
}
