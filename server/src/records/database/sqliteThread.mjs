// The thread in which SQLite runs: its writes wait for the disk, and nobody's call may wait with them. Plain JavaScript, so that
// it starts as it stands from the sources, from tests and from the build.
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'libsql';

/** As in `together.ts`. */
const TOGETHER = '-- together\n';
const THEN = '\n-- then\n';

/** Statements that are kept prepared, at most; a program has a few dozen. */
const MOST_PREPARED = 200;

// On Linux each thread has a priority of its own, elsewhere this would be the whole program's: where processors are few, calls go first.
if (process.platform === 'linux') setPriority(10);

/** @type {import('libsql').Database | null} */
let database = null;
/** Why it could not be opened: said to whoever asks, with its code, which an error that ends a thread does not carry. */
let obstacle = null;
try {
  database = new Sqlite(workerData.file, { timeout: workerData.busyMs });
  for (const pragma of workerData.pragmas) database.pragma(pragma);
} catch (error) {
  obstacle = error;
}

/** @type {Map<string, ReturnType<typeof database.prepare>>} */
const prepared = new Map();

/** @param {string} text */
function statement(text) {
  const known = prepared.get(text);
  if (known) return known;
  const made = database.prepare(text);
  if (prepared.size >= MOST_PREPARED) prepared.clear();
  // What changes the tables makes older statements look at columns that are not there.
  if (/^\s*(create|alter|drop|pragma|vacuum)/i.test(text)) prepared.clear();
  else prepared.set(text, made);
  return made;
}

/** @param {readonly string[]} texts @param {readonly unknown[]} values */
function together(texts, values) {
  database.exec('begin immediate');
  try {
    for (const [index, text] of texts.entries()) statement(text).run([values[index]]);
    database.exec('commit');
  } catch (error) {
    // A full disk has rolled it back already.
    if (database.inTransaction) database.exec('rollback');
    throw error;
  }
  return { rows: [] };
}

/** @param {{ text: string, values: readonly unknown[] }} question */
function answer({ text, values }) {
  if (obstacle) throw obstacle;
  // Not by a prepared statement: one that was refused stays open, and then nothing can be committed.
  if (text.startsWith('begin')) {
    database.exec(text);
    return { rows: [] };
  }
  if (text.startsWith(TOGETHER)) return together(text.slice(TOGETHER.length).split(THEN), values);
  const found = statement(text);
  if (found.reader) return { rows: found.all(values) };
  const { changes, lastInsertRowid } = found.run(values);
  return { rows: [], changes, lastInsertRowid };
}

parentPort.on('message', ({ id, text, values }) => {
  if (text === null) {
    database?.close();
    parentPort.close();
    return;
  }
  try {
    parentPort.postMessage({ id, answer: answer({ text, values }) });
  } catch (error) {
    parentPort.postMessage({ id, fault: { message: error.message, name: error.name, code: error.code } });
  }
});
