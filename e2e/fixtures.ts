import { test as base } from '@playwright/test';
import { Browsers, People } from './People.js';
import { type Decide, Program } from './Program.js';
import { type RunningServer, startServer } from './server.js';

interface StoryFixtures {
  /** Whether everybody's camera gives all it can, and not what a {@link smallCamera} does; `test.use({ hasFullCameras: true })`. */
  readonly hasFullCameras: boolean;
  /** Opens people's pages; each story has its own people. */
  readonly people: People;
  /** Attaches an operator's program that decides so, for the length of the story. */
  readonly attach: (decide: Decide) => Promise<Program>;
}

interface WorkerFixtures {
  /** Settings of the server, as an operator would set them; `test.use({ settings: … })` at the top of a file. */
  readonly settings: Readonly<Record<string, string>>;
  readonly server: RunningServer;
  readonly browsers: Browsers;
}

/** Playwright's `test` with a real server and people in real browsers. */
export const test = base.extend<StoryFixtures, WorkerFixtures>({
  settings: [{}, { scope: 'worker', option: true }],
  server: [
    async ({ settings }, use) => {
      const server = await startServer(settings);
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  browsers: [
    async ({ playwright }, use) => {
      const browsers = new Browsers(playwright.chromium);
      await use(browsers);
      await browsers.close();
    },
    { scope: 'worker' },
  ],
  hasFullCameras: [false, { option: true }],
  people: async ({ server, browsers, hasFullCameras }, use) => {
    const people = new People(server.url, browsers, hasFullCameras);
    await use(people);
    await people.goHome();
  },
  attach: async ({ server }, use) => {
    const programs: Program[] = [];
    await use(async (decide) => {
      const program = await Program.attach(server, decide);
      programs.push(program);
      return program;
    });
    for (const program of programs) program.leave();
  },
});

export { expect } from '@playwright/test';
