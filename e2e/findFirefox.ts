import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installByApt, isRootOnDebian } from './apt.js';

/**
 * The path of a Firefox: `FRONTDESK_FIREFOX`, one of this system, or one that is installed now. Null where none can be had,
 * said aloud: the stories that need one are skipped then, which is a failure where everything must hold.
 */
export function findFirefox(): string | null {
  const given = process.env['FRONTDESK_FIREFOX'];
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`FRONTDESK_FIREFOX is ${given}, which is not there.`);
  }
  const found = present();
  if (found) return found;
  if (isRootOnDebian()) {
    console.log('No Firefox was found; installing one …');
    installByApt('firefox-esr');
  }
  const installed = present();
  if (installed) return installed;
  console.error('SKIPPED: stories between Chromium and Firefox need a Firefox. Install one, or set FRONTDESK_FIREFOX.');
  return null;
}

function present(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin'];
  const onPath = ['firefox-esr', 'firefox'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, '/Applications/Firefox.app/Contents/MacOS/firefox'].find(
    (path) => existsSync(path) && spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0,
  );
}
