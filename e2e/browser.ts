import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { installByApt, isRootOnDebian } from './apt.js';

/** What a browser is asked to leave alone: a test machine has no one to tell, and nothing to update. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Camera and microphone that every machine has: a moving picture with a clock, and a beep each second. */
const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/**
 * What the person has to show: devices that the browser may use, ones that it may not, a microphone without camera; or
 * devices and a tab named {@link SHARED_TAB} that is chosen when a screen is to be shared (a story grants the devices).
 */
export type DevicesOfPerson = 'allowed' | 'denied' | 'no-camera' | 'shared-tab';

/** The title of the tab that is shared. */
export const SHARED_TAB = 'A tab to share';

/** The flags to start a browser with. */
export function browserFlags(devices: DevicesOfPerson = 'allowed'): string[] {
  // Chromium refuses to run its sandbox as root, which is who runs in most containers.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox', ...QUIET] : [...QUIET];
  if (devices === 'denied')
    return [...flags, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'];
  if (devices === 'no-camera') {
    return [...flags, '--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'];
  }
  if (devices === 'shared-tab') {
    // The fake answer to all questions would choose a fake screen too.
    return [...flags, '--use-fake-device-for-media-stream', `--auto-select-tab-capture-source-by-title=${SHARED_TAB}`];
  }
  return [...flags, ...FAKE_DEVICES];
}

/**
 * The path of a Chromium: `FRONTDESK_BROWSER`, one of this system, Playwright's own, or one that is installed now.
 *
 * Throws a sentence that says what to do if none can be had.
 */
export function findBrowser(): string {
  const given = process.env['FRONTDESK_BROWSER'];
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`FRONTDESK_BROWSER is ${given}, which is not there.`);
  }
  const found = present();
  if (found) return found;
  console.log('No Chromium was found; installing one …');
  // As root on Debian apt first: it brings the libraries too, which Playwright's own download needs and does not have.
  const byApt = () => installByApt('chromium', 'fonts-liberation');
  const ways = isRootOnDebian() ? [byApt, installByPlaywright] : [installByPlaywright];
  for (const install of ways) {
    install();
    const installed = present();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium could be found or installed. Install Chromium or Chrome, or set FRONTDESK_BROWSER to its path.',
  );
}

/**
 * The path of Chromium's headless shell, which draws no window and does the same on half the processor time, but has no
 * screens to share and ignores answers to questions other than yes: `FRONTDESK_SHELL`, one of this system, or one that is
 * installed now. Where none is, or a browser was chosen by `FRONTDESK_BROWSER`, that of {@link findBrowser}.
 */
export function findShell(): string {
  const given = process.env['FRONTDESK_SHELL'] ?? process.env['FRONTDESK_BROWSER'];
  if (given) return given;
  const installed = presentShell();
  if (installed) return installed;
  if (isRootOnDebian()) installByApt('chromium-headless-shell');
  return presentShell() ?? findBrowser();
}

function presentShell(): string | undefined {
  return onPath(['chromium-headless-shell', 'chrome-headless-shell']).find(works);
}

function present(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return [...onPath(names), ...usualPlaces(), chromium.executablePath()].find(works);
}

function onPath(names: readonly string[]): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
        const folder = process.env[variable];
        return folder ? [join(folder, 'Google/Chrome/Application/chrome.exe')] : [];
      });
    default:
      return ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'].flatMap((folder) =>
        ['chromium', 'chromium-browser', 'google-chrome', 'chrome'].map((name) => join(folder, name)),
      );
  }
}

/** It must be there and start: a stub of a package that is not installed, or a browser without its libraries, does not. */
function works(path: string): boolean {
  if (!existsSync(path)) return false;
  // Chrome on Windows opens a window when asked for its version.
  return process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0;
}

function installByPlaywright(): void {
  const cli = join(import.meta.dirname, '../node_modules/@playwright/test/cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 5 * 60_000,
  });
}
