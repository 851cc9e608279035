// `npm run restore -- FILE`: what `npm run backup` has written, into SQLite or PostgreSQL, whichever it came from.
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { MIGRATIONS } from '../server/src/records/database/migrations.js';
import { connectDatabase } from '../server/src/records/database/openDatabase.js';
import { RestoreRefused, restore } from '../server/src/records/restore.js';
import { readSettings } from '../server/src/settings/readSettings.js';
import { sentenceFor } from '../server/src/settings/sentenceFor.js';

const USAGE = `Makes this installation's database what it was when a backup was made, of whichever kind it is. The server must not run.

  npm run restore -- FILE [--replace]

  --replace  what is in the database now goes; without it only an empty one is written to`;

const given = argumentsOf();
const [file, ...others] = given?.positionals ?? [];
if (!given || file === undefined || others.length > 0) fail(USAGE);
if (!existsSync(file)) fail(`There is no ${file}.`);
if (existsSync('.env')) process.loadEnvFile('.env');
const read = readSettings(process.env);
if (!read.ok) fail(read.problems.join('\n'));
const { settings } = read;
try {
  const { db, migrator } = await connectDatabase(settings.dataDir, settings.databaseUrl);
  const rows = await restore(() => linesOf(file), {
    db,
    migrator,
    known: Object.keys(MIGRATIONS),
    now: Date.now(),
    mayReplace: given.values.replace ?? false,
  });
  await db.destroy();
  console.log(`${rows} rows are restored.`);
} catch (error) {
  if (error instanceof RestoreRefused) fail(error.message);
  fail(sentenceFor(error, settings).replace(/^Frontdesk can't start/, "The backup can't be restored"));
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const text = createReadStream(path).pipe(createGunzip());
  const failed = new Promise<never>((_resolve, reject) => text.once('error', reject));
  const lines = createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await Promise.race([lines.next(), failed]);
    if (done) break;
    if (value !== '') yield value;
  }
  failed.catch(() => undefined);
}

function argumentsOf() {
  try {
    return parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean' } } });
  } catch {
    return null;
  }
}

function fail(words: string): never {
  console.error(words);
  process.exit(1);
}
