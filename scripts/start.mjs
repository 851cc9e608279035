// `npm start`: installs what is missing, builds what is stale, and serves.
// Syntax up to Node 16 here and in what is imported below, so that a too old Node can still read it and say so.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale, isBuilt } from './build.mjs';
import { checkNode } from './checkNode.mjs';
import { install, isInstalled } from './install.mjs';

checkNode();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

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
