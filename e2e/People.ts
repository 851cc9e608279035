import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type BrowserType,
  expect,
  firefox,
} from '@playwright/test';
import { browserFlags, type DevicesOfPerson, findBrowser, findShell } from './browser.js';
import { launchFirefox } from './firefox.js';
import { Person } from './Person.js';
import { smallCamera } from './smallCamera.js';

export interface Arrival extends BrowserContextOptions {
  /** A tab beside this person's, in the same window of the same browser; otherwise a browser of one's own. */
  readonly beside?: Person;
  readonly devices?: DevicesOfPerson;
  /** Chromium unless said otherwise; a Firefox always has devices. */
  readonly kind?: BrowserKind;
  /** What is opened, `/` unless said otherwise. */
  readonly path?: string;
}

type BrowserKind = 'chromium' | 'firefox';

/** What Firefox writes to its console of a server that is away, which comes as if the page had thrown it. */
const FIREFOX_ITSELF = /^(Firefox can’t establish a connection to|The connection to) /;

/** Half of what the fake camera gives by itself: stories ask whether a picture moves, and two processors carry six of them. */
export const FEW_FRAMES = '--use-fake-device-for-media-stream=fps=10';

/** All processes of someone's browser, by the names of Chromium. */
export async function processesOf(person: Person): Promise<readonly { readonly id: number; readonly type: string }[]> {
  const browser = person.page.context().browser();
  if (!browser) throw new Error('This person has no browser.');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo;
}

interface RunningBrowser {
  readonly browser: Browser;
  readonly kind: BrowserKind;
  readonly devices: DevicesOfPerson;
}

/** Browser processes that stories of one worker share, one person in each at a time; starting one takes a second. */
export class Browsers {
  readonly #chromium: BrowserType;
  readonly #flags: readonly string[];
  readonly #free: RunningBrowser[] = [];

  /** With `flags`, all Chromiums are started with these too. */
  constructor(chromium: BrowserType, flags: readonly string[] = []) {
    this.#chromium = chromium;
    this.#flags = flags;
  }

  async take(devices: DevicesOfPerson, kind: BrowserKind = 'chromium'): Promise<RunningBrowser> {
    const index = this.#free.findIndex(
      (each) => each.kind === kind && each.devices === devices && each.browser.isConnected(),
    );
    const [known] = index === -1 ? [] : this.#free.splice(index, 1);
    if (known) return known;
    if (kind === 'firefox') return { browser: await launchFirefox(firefox), kind, devices };
    const isPlain = devices === 'allowed';
    const args = [...browserFlags(devices), ...(isPlain ? [FEW_FRAMES] : []), ...this.#flags];
    const browser = await this.#chromium.launch({ executablePath: isPlain ? findShell() : findBrowser(), args });
    return { browser, kind, devices };
  }

  give(running: RunningBrowser): void {
    this.#free.push(running);
  }

  async close(): Promise<void> {
    await Promise.all(this.#free.map(({ browser }) => browser.close()));
  }
}

/** The people of one story. */
export class People {
  readonly #url: string;
  readonly #browsers: Browsers;
  readonly #hasFullCameras: boolean;
  readonly #taken: RunningBrowser[] = [];
  readonly #contexts: BrowserContext[] = [];
  readonly #errors: string[] = [];

  constructor(url: string, browsers: Browsers, hasFullCameras = false) {
    this.#url = url;
    this.#browsers = browsers;
    this.#hasFullCameras = hasFullCameras;
  }

  /** Someone opens the page, in a browser of their own or in a tab beside someone, and joins. */
  async join(name: string, arrival: Arrival = {}): Promise<Person> {
    const person = await this.open(name, arrival);
    await person.join();
    return person;
  }

  /** Someone opens the page and has not joined yet. */
  async open(name: string, { beside, path = '/', ...arrival }: Arrival = {}): Promise<Person> {
    const context = beside ? beside.page.context() : await this.#context(arrival);
    const page = await context.newPage();
    page.on('pageerror', ({ message, stack }) => {
      if (!FIREFOX_ITSELF.test(message)) this.#errors.push(`${name}'s page: ${stack ?? message}`);
    });
    await page.goto(this.#url + path);
    return new Person(name, page);
  }

  /** The same person opens one more tab. */
  async continueBeside(person: Person): Promise<Person> {
    const again = await this.open(person.name, { beside: person });
    await again.button(`Continue as ${person.name}`).click();
    await again.expectHome();
    return again;
  }

  /** Ends someone's whole browser at once, as a crash or a dead battery would. */
  async kill(person: Person): Promise<void> {
    const browser = person.page.context().browser();
    const main = (await processesOf(person)).find(({ type }) => type === 'browser');
    if (!main) throw new Error('The browser did not tell its process id.');
    const gone = new Promise<void>((done) => browser?.once('disconnected', () => done()));
    process.kill(main.id, 'SIGKILL');
    await gone;
  }

  /** Everybody goes home; no page may have thrown. */
  async goHome(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close().catch(() => undefined)));
    for (const running of this.#taken) if (running.browser.isConnected()) this.#browsers.give(running);
    expect(this.#errors, 'errors that pages have thrown').toEqual([]);
  }

  async #context({ kind, devices = 'allowed', ...options }: Arrival): Promise<BrowserContext> {
    const running = await this.#browsers.take(devices, kind);
    this.#taken.push(running);
    const context = await running.browser.newContext(options);
    if (!this.#hasFullCameras) await context.addInitScript(smallCamera);
    this.#contexts.push(context);
    return context;
  }
}
