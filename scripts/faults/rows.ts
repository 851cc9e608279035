import { expect } from '@playwright/test';
import { bareCut } from './bareCut.js';
import { missingFrames } from './missingFrames.js';
import { movedAddress } from './movedAddress.js';
import { onStage, type Stage, talk } from './Stage.js';
import type { Path } from './TurnProxy.js';
import { nextFrame, pass, SETTLED_MS } from './watching.js';

/** What is done to a call, and how long until it is well again, or the other side is told; in ms. */
export interface Fault {
  readonly name: string;
  readonly what: string;
  readonly bound: number;
  readonly unit: 'ms' | 'frames';
  measure(): Promise<number>;
  /** The same with bare simple-peer, which has no way back of its own. */
  readonly reference?: () => Promise<number>;
}

/** The slower side's next picture after something happened, in ms. */
async function backAfter({ ann, bob }: Stage, happens: () => Promise<unknown> | unknown): Promise<number> {
  await happens();
  const at = Date.now();
  const frames = await Promise.all([nextFrame(ann.page, bob.name), nextFrame(bob.page, ann.name)]);
  return Math.max(...frames) - at;
}

function cutFor(seconds: number, bound: number): Fault {
  return {
    name: `cut-${seconds}`,
    what: `relayed media cut for ${seconds} s → picture, after the path is back`,
    bound,
    unit: 'ms',
    measure: () =>
      onStage(true, async (stage) => {
        await talk(stage);
        await pass(SETTLED_MS);
        stage.proxy.path = 'cut';
        await pass(seconds * 1_000);
        return backAfter(stage, () => {
          stage.proxy.path = 'open';
        });
      }),
    reference: () => bareCut(seconds),
  };
}

const turnKilled: Fault = {
  name: 'turn-killed',
  what: 'relay killed for 3 s → picture, after it is back',
  bound: 6_000,
  unit: 'ms',
  measure: () =>
    onStage(true, async (stage) => {
      await talk(stage);
      await pass(SETTLED_MS);
      await stage.turn.kill();
      await pass(3_000);
      return backAfter(stage, () => stage.turn.start());
    }),
};

const udpBlockedBefore: Fault = {
  name: 'udp-blocked',
  what: 'UDP blocked from the start: accept → picture',
  bound: 10_000,
  unit: 'ms',
  measure: () =>
    onStage(true, async (stage) => {
      stage.proxy.path = 'no-udp';
      await stage.ann.call(stage.bob);
      await stage.bob.expectRinging(stage.ann);
      return backAfter(stage, () => stage.bob.accept(stage.ann));
    }),
};

function pathChanges(name: string, what: string, path: Path, bound: number): Fault {
  return {
    name,
    what,
    bound,
    unit: 'ms',
    measure: () =>
      onStage(true, async (stage) => {
        await talk(stage);
        await pass(SETTLED_MS);
        stage.proxy.path = path;
        // What is in the jitter buffers still plays.
        await pass(500);
        return (await backAfter(stage, () => undefined)) + 500;
      }),
  };
}

const serverKilled: Fault = {
  name: 'server-killed',
  what: 'server killed for 10 s: frames that are missing',
  bound: 0,
  unit: 'frames',
  measure: () => onStage(false, missingFrames),
};

const reload: Fault = {
  name: 'reload',
  what: 'one page loaded anew in the call → picture on both',
  bound: 4_000,
  unit: 'ms',
  measure: () =>
    onStage(false, async (stage) => {
      await talk(stage);
      await pass(SETTLED_MS);
      const at = Date.now();
      await stage.ann.page.reload({ waitUntil: 'commit' });
      const frames = await Promise.all([
        nextFrame(stage.ann.page, stage.bob.name),
        nextFrame(stage.bob.page, stage.ann.name),
      ]);
      return Math.max(...frames) - at;
    }),
};

function gone(
  name: string,
  what: string,
  bound: number,
  isTalking: boolean,
  go: (stage: Stage) => Promise<unknown>,
): Fault {
  return {
    name,
    what,
    bound,
    unit: 'ms',
    measure: () =>
      onStage(false, async (stage) => {
        const { ann, bob } = stage;
        if (isTalking) await talk(stage);
        else {
          await ann.call(bob);
          await bob.expectRinging(ann);
        }
        const told = isTalking ? whenOver(stage) : whenQuiet(stage);
        const at = Date.now();
        await go(stage);
        return (await told) - at;
      }),
  };
}

/** When the call is over for the one who is still there, as epoch ms. */
async function whenOver({ bob }: Stage): Promise<number> {
  await expect(bob.page.getByRole('status', { name: 'Call ended', exact: true })).toBeVisible({ timeout: 60_000 });
  return Date.now();
}

/** When it rings no more at the callee, as epoch ms. */
async function whenQuiet({ bob }: Stage): Promise<number> {
  await expect(bob.page.getByRole('alertdialog')).toBeHidden({ timeout: 60_000 });
  return Date.now();
}

function moved(name: string, who: 'caller' | 'callee'): Fault {
  return {
    name,
    what: `the ${who} gets another IP address, relayed → picture`,
    bound: 5_000,
    unit: 'ms',
    measure: () => movedAddress(who),
  };
}

export const FAULTS: readonly Fault[] = [
  cutFor(4, 1_500),
  cutFor(10, 2_500),
  cutFor(30, 4_000),
  moved('moved', 'callee'),
  moved('moved-caller', 'caller'),
  turnKilled,
  udpBlockedBefore,
  pathChanges('udp-lost', 'UDP blocked in the call → picture over TCP or TLS', 'no-udp', 10_000),
  serverKilled,
  reload,
  gone('killed-ringing', 'caller’s browser killed while it rings → callee told', 12_000, false, ({ people, ann }) =>
    people.kill(ann),
  ),
  gone('killed-talking', 'one browser killed in the call → other told', 32_000, true, ({ people, ann }) =>
    people.kill(ann),
  ),
  gone('closed', 'one page closed in the call → other told', 4_000, true, ({ ann }) => ann.leave()),
];
