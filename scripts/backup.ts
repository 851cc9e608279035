// `npm run backup -- FILE`: everything that is in the database, in one file, while the server runs or not.
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { connectDatabase } from '../server/src/records/database/openDatabase.js';
import { dump, NothingToBackUp } from '../server/src/records/dump.js';
import { readSettings } from '../server/src/settings/readSettings.js';
import { sentenceFor } from '../server/src/settings/sentenceFor.js';

const USAGE = `Writes everything that is in this installation's database into one file, compressed. The server may run meanwhile.

  npm run backup -- FILE

It holds people's names and words, and the staff's accounts: keep it as you keep those. docs/records.md says what else to keep.`;

const NOTHING =
  'There is nothing to back up: no server has had this database yet. Are DATA_DIR and DATABASE_URL those of the server?';

const [file, ...others] = process.argv.slice(2);
if (file === undefined || file.startsWith('-') || others.length > 0) fail(USAGE);
if (existsSync(file)) fail(`${file} is there already: name another file.`);
if (existsSync('.env')) process.loadEnvFile('.env');
const read = readSettings(process.env);
if (!read.ok) fail(read.problems.join('\n'));
const { settings } = read;
const part = `${file}.part`;
try {
  const { db } = await connectDatabase(settings.dataDir, settings.databaseUrl);
  const all = dump(db, Date.now());
  // Asked for before there is a file: what can't be backed up at all leaves none.
  const head = await all.next();
  let lines = 1;
  const text = async function* () {
    yield `${head.value}\n`;
    for await (const line of all) {
      lines += 1;
      yield `${line}\n`;
    }
  };
  await pipeline(Readable.from(text()), createGzip(), createWriteStream(part, { mode: 0o600, flush: true }));
  await db.destroy();
  renameSync(part, file);
  console.log(`${file}: ${lines} lines.`);
} catch (error) {
  rmSync(part, { force: true });
  if (error instanceof NothingToBackUp) fail(NOTHING);
  fail(sentenceFor(error, settings).replace(/^Frontdesk can't start/, "The backup can't be written"));
}

function fail(words: string): never {
  console.error(words);
  process.exit(1);
}
