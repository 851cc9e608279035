import { join } from 'node:path';
import { DatabaseUnavailable } from '../records/database/DatabaseUnavailable.js';
import type { Settings } from './settings.js';

/** Why the server can't start, in one plain sentence that says what to do. */
export function sentenceFor(error: unknown, settings: Settings): string {
  if (error instanceof DatabaseUnavailable) return ofDatabase(error, settings);
  const { host, port, dataDir } = settings;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use: stop the other program, or start with another port, such as PORT=${port < 65_535 ? port + 1 : 3000} npm start.`;
    case 'EADDRNOTAVAIL':
      return `HOST ${host} is not an address of this machine.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'ENOENT':
    case 'EEXIST':
    case 'ENOSPC':
      return isListening(error)
        ? `This user may not listen on port ${port}: choose one from 1024 on, or put a proxy in front.`
        : `DATA_DIR ${dataDir} can't be written (${code}): give this user the right to, or choose another folder.`;
    default:
      return `Frontdesk can't start: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Names the place without what stands in `DATABASE_URL` beside it: that holds a password. */
function ofDatabase({ message, cause }: DatabaseUnavailable, { dataDir, databaseUrl }: Settings): string {
  const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
  if (databaseUrl === undefined) {
    return `The database ${join(dataDir, 'records.db')} can't be used${code}: ${message}. Give this user the right to write it, or choose another DATA_DIR.`;
  }
  return `The database that DATABASE_URL names, at ${new URL(databaseUrl).host}, can't be used${code}: ${message}.`;
}

function isListening(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}
