import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { version } from '../../package.json';
import { type Running, serve } from './serve.js';
import { readSettings } from './settings/readSettings.js';
import { sentenceFor } from './settings/sentenceFor.js';

/** After SIGTERM the process ends by itself within this time, in ms, whatever still holds it. */
const CLOSE_MS = 10_000;

// What it writes is people's data: the database, its log and whatever else comes are this user's alone.
process.umask(0o077);

if (existsSync('.env')) process.loadEnvFile('.env');

const read = readSettings(process.env);
if (!read.ok) {
  for (const problem of read.problems) console.error(problem);
  process.exit(1);
}
const { settings } = read;
// Lines leave together, at most a second late: a system call for each would be a twentieth of what a call costs.
const output = pino.destination({ sync: false, minLength: 8_192 });
const log = pino({ level: settings.logLevel, redact: ['token', 'ticket'] }, output);
setInterval(() => output.flush(), 1_000).unref();
process.on('exit', () => output.flushSync());
// A fault in one call must not end the others.
process.on('unhandledRejection', (error) => log.error({ err: error }, 'something failed that nobody waited for'));
for (const warning of settings.warnings) log.warn(warning);

const pages = process.env['FRONTDESK_PAGES'] ?? join(import.meta.dirname, '../pages');
try {
  const server = await serve(settings, { log, version, pages });
  announce(server);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(0), CLOSE_MS).unref();
      void server.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(sentenceFor(error, settings));
  process.exit(1);
}

/** What a person who has just started it wants to know. */
function announce({ address, firstAdmin, queues }: Running): void {
  const lines = [`Frontdesk is ready: ${address}`];
  if (settings.isLoopback) lines.push('It listens on this machine only.');
  const [queue, ...others] = queues;
  lines.push('', `The console:    ${address}/console/`);
  if (queue) lines.push(`For customers:  ${queue}${others.length > 0 ? ` and ${others.length} more` : ''}`);
  if (firstAdmin !== null) {
    lines.push(
      '',
      'Nobody can sign in to the console yet. The first admin comes by this link, which is good once:',
      firstAdmin,
    );
  }
  process.stdout.write(`\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`);
}
