import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, type Rolldown } from 'vite';
import { expect } from './fixtures.js';
import type { Arrival, People } from './People.js';
import { Person } from './Person.js';
import type { RunningServer } from './server.js';

const PAGE = resolve(import.meta.dirname, 'pages/staff.tsx');
/** Where it is opened: an address of the server's, so that it is of the same origin; the server has nothing there. */
const PATH = '/assets/staff/';
const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Staff</title>
<link rel="stylesheet" href="${PATH}staff.css"></head>
<body><div id="root"></div><script type="module" src="${PATH}staff.js"></script></body></html>`;

/** What the page gives to the story: as much of the client as is used here. */
interface StaffWindow {
  readonly client: {
    bring(to: string, how: { readonly as: string }): Promise<unknown>;
    join(): Promise<unknown>;
    handOver(): Promise<unknown>;
    setHold(on: boolean): void;
    readonly side: {
      get(): {
        readonly state: string;
        readonly as: string;
        readonly code?: number;
        readonly call?: { readonly state: string };
      } | null;
    };
  };
}

type Files = ReadonlyMap<string, string | Uint8Array>;
let built: Promise<Files> | null = null;

/** The page of staff, built once for all stories of a process. */
async function buildPage(): Promise<Files> {
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    base: PATH,
    build: {
      write: false,
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: { staff: PAGE },
        output: { entryFileNames: 'staff.js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name][extname]' },
      },
    },
  })) as Rolldown.RolldownOutput;
  const files = output.output.map((file) => [file.fileName, 'code' in file ? file.code : file.source] as const);
  return new Map(files.map(([name, source]) => [name.endsWith('.css') ? 'staff.css' : name, source]));
}

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', json: 'application/json' };

/** Someone of staff, whose page shows calls and does what a console's buttons do. */
export class Staff extends Person {
  readonly userId: string;

  constructor(name: string, page: Page, userId: string) {
    super(name, page);
    this.userId = userId;
  }

  /** Opens the page for a new one of them, who need not join. */
  static async arrive(people: People, server: RunningServer, name: string, arrival: Arrival = {}): Promise<Staff> {
    built ??= buildPage();
    const files = await built;
    // The calls of another story's may not be over for the server.
    const userId = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`;
    const token = await server.token({ userId, name, role: 'agent' });
    const { page } = await people.open(name, arrival);
    await page.route(`**${PATH}**`, (route) => {
      const name = new URL(route.request().url()).pathname.slice(PATH.length);
      if (name === '') return route.fulfill({ contentType: 'text/html', body: HTML });
      const source = files.get(name);
      if (source === undefined) return route.fulfill({ status: 404 });
      const contentType = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      return route.fulfill({ contentType, body: Buffer.from(source) });
    });
    await page.goto(`${server.url}${PATH}?token=${encodeURIComponent(token)}`);
    const staff = new Staff(name, page, userId);
    await staff.expectText('Free');
    return staff;
  }

  /** Calls a colleague into the room of the present call. */
  async bring(colleague: Staff, as: 'join' | 'aside' | 'transfer'): Promise<void> {
    const how = { to: colleague.userId, as };
    const result = await this.page.evaluate(
      (said) => (window as unknown as StaffWindow).client.bring(said.to, said),
      how,
    );
    expect(result).toMatchObject({ ok: true });
  }

  async letIn(): Promise<void> {
    const result = await this.page.evaluate(() => (window as unknown as StaffWindow).client.join());
    expect(result).toMatchObject({ ok: true });
  }

  async handOver(): Promise<void> {
    const result = await this.page.evaluate(() => (window as unknown as StaffWindow).client.handOver());
    expect(result).toMatchObject({ ok: true });
  }

  hold(isOn: boolean): Promise<void> {
    return this.page.evaluate((on) => (window as unknown as StaffWindow).client.setHold(on), isOn);
  }

  /** The call into the room stands so: `ringing`, `started aside`, `started join`, `ended 100104`, `none`. */
  async expectSide(state: string): Promise<void> {
    const look = () => {
      const side = (window as unknown as StaffWindow).client.side.get();
      if (!side) return 'none';
      if (side.state === 'outgoing') return side.call?.state ?? '';
      return side.state === 'ended' ? `ended ${side.code}` : `${side.state} ${side.as}`;
    };
    await expect.poll(() => this.page.evaluate(look), { timeout: 20_000 }).toBe(state);
  }
}
