import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { sentenceFor } from '../../server/src/settings/sentenceFor.js';
import type { Settings } from '../../server/src/settings/settings.js';
import { ask, isHealthy } from './ask.js';
import { bad, type Finding, good, reasonOf, skipped } from './Finding.js';

const NEEDED = [20, 19] as const;

/** What Frontdesk needs of the machine it runs on. */
export async function checkMachine(settings: Settings): Promise<readonly Finding[]> {
  return [checkNode(process.versions.node), checkDataDir(settings.dataDir), await checkPort(settings)];
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
  return isNew ? good('Node', version) : bad('Node', version, `Install Node ${NEEDED.join('.')} or newer.`);
}

function checkDataDir(dataDir: string): Finding {
  const check = 'DATA_DIR';
  let folder = resolve(dataDir);
  // Made at the first start: what counts is the folder that it will be made in.
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  const file = join(folder, `.doctor-${randomUUID()}`);
  try {
    writeFileSync(file, '');
    rmSync(file);
    return good(check, folder === resolve(dataDir) ? `${dataDir} can be written` : `${dataDir} can be made`);
  } catch (error) {
    const todo = `Give the user that runs Frontdesk the right to write there, or choose another folder.`;
    return bad(check, `${dataDir}: ${reasonOf(error)}`, todo);
  }
}

/** The port is ours to take, or Frontdesk has it. */
async function checkPort(settings: Settings): Promise<Finding> {
  const check = 'PORT';
  const { port } = settings;
  if (port === 0) return skipped(check, '0: whichever is free');
  const refused = await listenOnce(settings);
  if (refused === null) return good(check, `${port} is free; Frontdesk is not running`);
  try {
    if (isHealthy(await ask(`${localUrl(settings)}/healthz`))) return good(check, `${port}: Frontdesk answers`);
  } catch {
    // Whoever has the port does not speak as we do.
  }
  return bad(check, `${port}: ${reasonOf(refused)}`, sentenceFor(refused, settings));
}

/** Where this machine reaches the server itself. */
export function localUrl({ host, port, tls }: Settings): string {
  const own = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `${tls ? 'https' : 'http'}://${own}:${port}`;
}

/** Why it can't be listened there; null if it can. */
function listenOnce({ host, port }: Settings): Promise<Error | null> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', done);
    server.listen(port, host, () => server.close(() => done(null)));
  });
}
