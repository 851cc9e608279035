import type { Settings } from './settings.js';

/** Why the server can't start, in one plain sentence that says what to do. */
export function sentenceFor(error: unknown, { host, port, dataDir }: Settings): string {
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

function isListening(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}
