import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the build is made of. */
const SOURCES = [
  'packages',
  'apps',
  'server/src',
  'scripts/precompress.ts',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];

/** What runs beside the server's bundle. */
const THREAD = 'sqliteThread.mjs';

/** Holds the hash of the sources that `dist` was built from. */
const STAMP = 'dist/stamp';

/** Whether `dist` was built from the sources as they are now. */
export function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashOfSources();
}

/** Builds if `dist` is stale; false if that failed. In a process of its own: the bundler's memory must not stay with the server. */
export function buildIfStale() {
  if (isBuilt()) return true;
  return spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/** Builds the pages and the server bundle into `dist`; false if it could not. */
async function build() {
  const stamp = hashOfSources();
  rmSync(STAMP, { force: true });
  // Whatever the environment says: people get React's production version.
  process.env.NODE_ENV = 'production';
  try {
    const vite = await import('vite');
    await vite.build({ logLevel: 'warn' });
    await vite.build({ logLevel: 'warn', build: { ssr: 'server/src/main.ts' } });
    // A thread begins with a file of its own.
    copyFileSync(`server/src/records/database/${THREAD}`, `dist/server/${THREAD}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
  mkdirSync('dist', { recursive: true });
  writeFileSync(STAMP, stamp);
  return true;
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) for (const file of filesIn(source)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** The file itself, or all files below the folder, in an order that does not change. Tests are not part of a build. */
function* filesIn(path) {
  const entries = entriesOf(path);
  if (!entries) {
    if (existsSync(path)) yield path;
    return;
  }
  for (const entry of entries) {
    if (entry.name === 'node_modules' || /\.test\.tsx?$/.test(entry.name)) continue;
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* filesIn(below);
    else yield below;
  }
}

function entriesOf(path) {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isNeeded = !process.argv.includes('--if-stale') || !isBuilt();
  process.exitCode = !isNeeded || (await build()) ? 0 : 1;
}
