import { defineConfig } from '@playwright/test';

/** People in real browsers. Everything is started by fixtures, so there is nothing to wait for and nothing left over. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './globalSetup.ts',
  // Two cores are what a small CI machine has; each worker runs a server and two or three browsers.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // Those are for `npm test -- long`: minutes of a small machine's time.
  ...(process.env['FRONTDESK_LONG'] ? {} : { grepInvert: /@long/ }),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: { screenshot: 'only-on-failure' },
  reporter: [['list']],
});
