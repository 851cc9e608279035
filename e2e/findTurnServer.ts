import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installByApt, isRootOnDebian } from './apt.js';

/**
 * The path of coturn's `turnserver`: `FRONTDESK_TURNSERVER`, one of this system, or one that is installed now. Null where
 * none can be had, said aloud: the tests that need one are skipped then, which is a failure where everything must hold.
 */
export function findTurnServer(): string | null {
  const given = process.env['FRONTDESK_TURNSERVER'];
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`FRONTDESK_TURNSERVER is ${given}, which is not there.`);
  }
  const found = present();
  if (found) return found;
  if (isRootOnDebian()) {
    console.log('No coturn was found; installing it, with its service masked …');
    // The package starts a server for everybody at once; nobody asked for that.
    spawnSync('systemctl', ['mask', 'coturn'], { stdio: 'ignore' });
    installByApt('coturn', 'openssl');
  }
  const installed = present();
  if (installed) return installed;
  console.error(
    'SKIPPED: tests of media through TURN need coturn and openssl. Install them, or set FRONTDESK_TURNSERVER.',
  );
  return null;
}

function present(): string | undefined {
  const hasOpenssl = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/sbin'];
  return hasOpenssl ? folders.map((folder) => join(folder, 'turnserver')).find((path) => existsSync(path)) : undefined;
}
