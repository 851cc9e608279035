import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { findBrowser, findShell } from './browser.js';

/** Once before all stories: a browser, and a build of what is to be tested. Workers inherit the environment. */
export default function globalSetup(): void {
  process.env['FRONTDESK_SHELL'] = findShell();
  process.env['FRONTDESK_BROWSER'] = findBrowser();
  const root = resolve(import.meta.dirname, '..');
  const build = spawnSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) throw new Error('The build failed.');
}
