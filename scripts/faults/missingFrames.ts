import { expect } from '@playwright/test';
import { type Stage, talk } from './Stage.js';
import { flowOf, pass, SETTLED_MS, setCamera } from './watching.js';

/** How long nothing more may come, in ms, before all has come. */
const STILL_MS = 500;

/**
 * The server is killed for 10 s and comes back: how many frames of both pictures never arrived, from before it was killed until
 * it was back.
 *
 * Frames are counted while both cameras are out and nothing is under way any more, so none has to be guessed.
 */
export async function missingFrames(stage: Stage): Promise<number> {
  const { ann, bob, server } = stage;
  await talk(stage);
  await pass(SETTLED_MS);
  const before = await settledGap(stage);
  await server.kill();
  await pass(10_000);
  await server.start();
  await ann.expectVideoCallWith(bob);
  await bob.expectVideoCallWith(ann);
  await pass(SETTLED_MS);
  const after = await settledGap(stage);
  console.log(
    `  ${after.sent - before.sent} frames sent meanwhile; ${after.underWay} were under way when counting began`,
  );
  return after.missing - before.missing;
}

/** Frames sent so far and not received, once nothing comes any more; and how many were under way until then. */
async function settledGap(stage: Stage): Promise<{ sent: number; missing: number; underWay: number }> {
  const pages = [stage.ann.page, stage.bob.page];
  await Promise.all(pages.map((page) => setCamera(page, false)));
  const first = await gap(stage);
  for (let last = first, now = await laterGap(stage); ; last = now, now = await laterGap(stage)) {
    if (last.sent !== now.sent || last.missing !== now.missing) continue;
    await Promise.all(pages.map((page) => setCamera(page, true)));
    return { ...now, underWay: first.missing - now.missing };
  }
}

async function laterGap(stage: Stage): ReturnType<typeof gap> {
  await pass(STILL_MS);
  return gap(stage);
}

async function gap({ ann, bob }: Stage): Promise<{ sent: number; missing: number }> {
  const [a, b] = await Promise.all([flowOf(ann.page), flowOf(bob.page)]);
  expect(Math.min(a.received, b.received)).toBeGreaterThan(0);
  const sent = a.sent + b.sent;
  return { sent, missing: sent - a.received - b.received };
}
