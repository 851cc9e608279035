import { join } from 'node:path';
import type { Browser, BrowserType } from '@playwright/test';

/** What `browserFlags` are for Chromium: a camera, a microphone and a loudspeaker that every machine has, and its loopback. */
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // Without a sound card no AudioContext of Firefox would ever run.
  'media.cubeb.force_mock_context': true,
  'media.peerconnection.ice.loopback': true,
};

/** Starts a Firefox, the one at `FRONTDESK_FIREFOX`, over WebDriver BiDi. Without a screen it takes some seconds. */
export function launchFirefox(firefox: BrowserType): Promise<Browser> {
  return firefox.launch({
    channel: 'moz-firefox',
    executablePath: join(import.meta.dirname, 'firefoxBridge.mjs'),
    firefoxUserPrefs: PREFERENCES,
  });
}
