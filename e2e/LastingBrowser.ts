import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { browserFlags, findBrowser } from './browser.js';
import { FEW_FRAMES } from './People.js';
import { Person } from './Person.js';

/** A browser that keeps what pages store on disk, as people's own do: it can end in any way, and be opened again. */
export class LastingBrowser {
  readonly #url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'frontdesk-profile-'));
  #context: BrowserContext | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** Starts it, and opens the start page in a new tab. */
  async open(name: string): Promise<Person> {
    const args = [...browserFlags(), FEW_FRAMES];
    this.#context = await chromium.launchPersistentContext(this.#folder, { executablePath: findBrowser(), args });
    const page = await this.#context.newPage();
    await page.goto(this.#url);
    return new Person(name, page);
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    await this.#context?.close().catch(() => undefined);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
