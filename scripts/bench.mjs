// `npm run bench`: our figures beside their references, measured in the same run. Writes nothing.
import { spawnSync } from 'node:child_process';
import { buildIfStale } from './build.mjs';
import { checkNode } from './checkNode.mjs';
import { install, isInstalled } from './install.mjs';

checkNode();
if (!isInstalled() && !install()) process.exit(1);
if (!buildIfStale()) process.exit(1);
const args = ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
