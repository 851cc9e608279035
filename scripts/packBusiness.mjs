// `npm run pack:business`: the SDK as a package that any Node program can install, with no TypeScript to compile, in
// `dist/business`; and as the file that `npm pack` makes of it, whose name is printed.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const SOURCE = 'packages/business';
const TARGET = 'dist/business';
const TYPES = `${TARGET}/types`;

rmSync(TARGET, { recursive: true, force: true });
// The wire contract goes into the bundle: it is no package of its own out there.
await build({ logLevel: 'warn', build: { ssr: `${SOURCE}/src/index.ts`, outDir: join(process.cwd(), TARGET) } });
run('node_modules/typescript/bin/tsc', '-p', `${SOURCE}/tsconfig.build.json`);
for (const file of readdirSync(TYPES, { recursive: true })) if (file.endsWith('.d.ts')) bringHome(join(TYPES, file));

const { name, version, license, dependencies } = JSON.parse(readFileSync(`${SOURCE}/package.json`, 'utf8'));
const { dependencies: protocolNeeds } = JSON.parse(readFileSync('packages/protocol/package.json', 'utf8'));
const { '@frontdesk/protocol': _, ...needs } = { ...dependencies, ...protocolNeeds };
const manifest = {
  name,
  version,
  license,
  type: 'module',
  engines: { node: '>=20.19' },
  exports: { '.': { types: './types/business/src/index.d.ts', default: './index.js' } },
  dependencies: needs,
};
writeFileSync(`${TARGET}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
cpSync(`${SOURCE}/README.md`, `${TARGET}/README.md`);
cpSync('LICENSE', `${TARGET}/LICENSE`);
const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', '..'], { cwd: TARGET, encoding: 'utf8' });
if (packed.status !== 0) fail(packed.stderr);
console.log(`dist/${packed.stdout.trim()}`);

/** Lets declarations find those of the wire contract beside them. */
function bringHome(file) {
  const way = relative(dirname(file), `${TYPES}/protocol/src`);
  const text = readFileSync(file, 'utf8')
    .replaceAll("'@frontdesk/protocol'", `'${way}/index.js'`)
    .replaceAll("'@frontdesk/protocol/schemas'", `'${way}/schemas.js'`);
  writeFileSync(file, text);
}

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) fail(`${args[0]} failed`);
}

function fail(words) {
  console.error(words);
  process.exit(1);
}
