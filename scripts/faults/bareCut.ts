import type { Page } from '@playwright/test';
import { startRelay } from '../../bench/programs.js';
import { onStage, type Stage } from './Stage.js';
import { nextFrame, pass, SETTLED_MS } from './watching.js';

/** What did not come back by itself in this time, in ms, does not. */
const LIMIT_MS = 15_000;

/** Bare simple-peer over a bare relay, its media through the same proxy: the slower side's next picture, in ms, after a cut. */
export async function bareCut(seconds: number): Promise<number> {
  const relay = await startRelay();
  try {
    return await onStage(true, async (stage) => {
      const [ann, bob] = [await open(stage, relay.url, 'ann', 'bob'), await open(stage, relay.url, 'bob', 'ann')];
      await ann.evaluate('window.ring()');
      await bob.evaluate('window.rings.then(() => undefined)');
      await bob.evaluate('window.accept().then(() => undefined)');
      await Promise.all([nextFrame(ann, 'bob'), nextFrame(bob, 'ann')]);
      await pass(SETTLED_MS);
      stage.proxy.path = 'cut';
      await pass(seconds * 1_000);
      stage.proxy.path = 'open';
      const at = Date.now();
      const frames = await Promise.all([nextFrame(ann, 'bob', LIMIT_MS), nextFrame(bob, 'ann', LIMIT_MS)]);
      return Math.max(...frames) - at;
    });
  } finally {
    await relay.stop();
  }
}

/** The reference page in the browser of one of the two. */
async function open({ ann, bob, turn, proxy }: Stage, url: string, name: string, other: string): Promise<Page> {
  const config = {
    iceServers: [{ urls: proxy.urls, ...turn.credentials('reference', 3_600_000) }],
    iceTransportPolicy: 'relay',
  };
  const { page } = name === 'ann' ? ann : bob;
  await page.goto(`${url}/?${new URLSearchParams({ name, other, config: JSON.stringify(config) })}`);
  await page.evaluate('window.ready');
  return page;
}
