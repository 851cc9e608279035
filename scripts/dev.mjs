// `npm run dev`: the pages with hot reload on PORT, the server behind them, restarted at each change.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer as createNetServer } from 'node:net';
import { checkNode } from './checkNode.mjs';
import { install, isInstalled } from './install.mjs';

checkNode();
if (!isInstalled() && !install()) process.exit(1);
if (existsSync('.env')) process.loadEnvFile('.env');

const port = Number(process.env.PORT || 3000);
const apiPort = await freePort();
process.env.FRONTDESK_DEV_API_PORT = String(apiPort);

const { createServer } = await import('vite');
const pages = await createServer({ server: { host: '127.0.0.1', port } });
try {
  await pages.listen();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const server = spawn(
  process.execPath,
  ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/src/main.ts'],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(apiPort),
      // Pages come from Vite's address, so that is the origin that the server must believe.
      PUBLIC_URL: `http://localhost:${port},http://127.0.0.1:${port}`,
      TLS_CERT: '',
      TLS_KEY: '',
      FRONTDESK_PAGES: 'apps',
    },
  },
);

let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));
server.on('exit', (code) => end(code ?? 1));

async function end(code) {
  if (isEnding) return;
  isEnding = true;
  server.kill('SIGTERM');
  await pages.close();
  process.exit(code);
}

/** A free port of this machine; someone else could take it in the next moment, which then is said as a port in use. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createNetServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
