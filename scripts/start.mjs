// `npm start`: installs what is missing, builds what is stale, and serves.
// Syntax up to Node 16 here and in what is imported below, so that a too old Node can still read it and say so.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';

const NEEDED = [20, 19];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  fail(
    `Frontdesk needs Node.js ${NEEDED.join('.')} or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`,
  );
}

if (!isInstalled()) {
  console.log('Installing what Frontdesk needs …');
  if (!install()) fail('The installation failed; what npm said above tells why.');
}
if (!isBuilt()) {
  console.log('Building …');
  if (!buildIfStale()) fail('The build failed; the message above tells why.');
}

// The server runs in this very process: signals reach it and its exit code is ours. A terminal's Ctrl-C comes twice,
// once from the terminal and once passed on by npm: the second must not cut the goodbye short.
process.on('SIGINT', () => undefined);
await import(pathToFileURL('dist/server/main.js').href);

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
