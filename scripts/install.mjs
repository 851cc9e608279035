import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Whether node_modules holds what package-lock.json says, by npm's own record of what it installed last.
 *
 * A package for another platform may be missing; any other difference in version means that the lock has moved on.
 */
export function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, link }]) => {
    if (path === '' || link) return true;
    const present = installed[path];
    return present ? present.version === version : Boolean(optional || devOptional);
  });
}

/**
 * Installs exactly what package-lock.json says; false if npm could not. An operator's NODE_ENV=production must not leave
 * out what builds the pages.
 */
export function install() {
  const npm = npmCommand(['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error']);
  return spawnSync(npm.command, npm.args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/** How to run npm with these arguments. npm's own script where we run under npm: on Windows `npm` is a batch file. */
export function npmCommand(args) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script)) return { command: process.execPath, args: [script, ...args] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args };
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}
