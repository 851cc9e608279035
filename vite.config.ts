import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { blurAssets } from './scripts/blurAssets.js';
import { precompress } from './scripts/precompress.js';
import { servePages } from './scripts/servePages.js';

const here = import.meta.dirname;
const apps = resolve(here, 'apps');
const pages = resolve(here, 'dist/pages');

/** Where `npm run dev` runs the API; the pages and their hot reload stand in front of it. */
const api = `http://127.0.0.1:${process.env['FRONTDESK_DEV_API_PORT'] ?? '3001'}`;

/** The only build config: the pages, the dev server, the test projects, and the server bundle (`--ssr`). */
export default defineConfig(({ isSsrBuild }) => ({
  root: isSsrBuild ? here : apps,
  plugins: isSsrBuild ? [] : [react(), servePages(), blurAssets(), precompress(pages)],
  build: {
    outDir: isSsrBuild ? resolve(here, 'dist/server') : pages,
    emptyOutDir: true,
    ...(!isSsrBuild && {
      rolldownOptions: {
        input: ['call/index.html', 'call/queue.html', 'console/index.html'].map((page) => resolve(apps, page)),
      },
    }),
    target: isSsrBuild ? 'node20' : 'baseline-widely-available',
    // Every browser that has WebRTC as we use it has modulepreload.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What counts is the first load as a whole, which `npm test` holds.
    chunkSizeWarningLimit: 1_000,
  },
  // Workspaces export their sources, so they go into the bundle; npm packages stay in node_modules. But for Kysely: of its hundreds
  // of files each would be found and read by itself at every start, for a tenth of a second.
  ssr: { noExternal: [/^@frontdesk\//, 'kysely'] },
  server: {
    strictPort: true,
    proxy: {
      '/api': api,
      '/healthz': api,
      '/metrics': api,
      '/socket.io': { target: api, ws: true },
    },
  },
  test: {
    root: here,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          root: here,
          include: ['{packages,apps,server,scripts,examples}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.wire.test.ts'],
          // Pure rules share nothing; a world of its own for each file costs four fifths of the time.
          isolate: false,
          // Properties run hundreds of cases; a busy machine takes its time for them.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'wire',
          // Each file starts servers of its own, and nothing else is shared; a world for each costs half of the time.
          isolate: false,
          root: here,
          include: ['{packages,server,examples,scripts}/**/*.wire.test.ts'],
          globalSetup: 'server/test/buildProgram.ts',
          // Only a test that fails takes so long, whatever else the machine has to do.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Most of it waits for real timers, not for a processor.
          maxWorkers: 3,
        },
      },
    ],
  },
}));
