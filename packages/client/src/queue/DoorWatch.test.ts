import type { QueueDoor } from '@frontdesk/protocol';
import { expect, it } from 'vitest';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { DoorWatch } from './DoorWatch.js';
import type { QueueApi } from './QueueApi.js';

type Answer = Awaited<ReturnType<QueueApi['door']>>;

const DOOR = { queueId: 'support', serverTime: 5_000, waiting: 0 } as QueueDoor;
const GONE: Answer = { ok: false, reason: 'unreachable' };

function watched() {
  const clock = new ManualClock();
  const answers: Answer[] = [];
  let looks = 0;
  let wake = (): void => undefined;
  let isHidden = false;
  const door = async (): Promise<Answer> => {
    looks += 1;
    return answers.shift() ?? { ok: true, value: { ...DOOR, waiting: looks } };
  };
  const page = {
    onWake: (listener: () => void) => {
      wake = listener;
      return () => undefined;
    },
  };
  const watch = new DoorWatch({ door }, 'support', { clock, page, isHidden: () => isHidden });
  const pass = (ms: number): Promise<void> => {
    clock.pass(ms);
    return settled();
  };
  const hide = (hidden: boolean): void => {
    isHidden = hidden;
    if (!hidden) wake();
  };
  return { watch, answers, pass, hide, looks: () => looks };
}

it('looks again and again while somebody sees it, and at once when it is shown again', async () => {
  const { watch, pass, hide, looks } = watched();
  const stop = watch.start();
  await settled();
  expect(watch.view.get()).toMatchObject({ state: 'shown', door: { waiting: 1 }, isStale: false });
  await pass(15_000);
  expect(looks()).toBe(2);
  hide(true);
  await pass(15_000);
  expect(looks()).toBe(2);
  hide(false);
  await settled();
  expect(looks()).toBe(3);
  stop();
  await pass(60_000);
  expect(looks()).toBe(3);
});

it('says that it is old, or was never heard of, and looks again soon', async () => {
  const { watch, answers, pass } = watched();
  answers.push(GONE);
  watch.start();
  await settled();
  expect(watch.view.get()).toEqual({ state: 'unreachable' });
  await pass(4_000);
  answers.push(GONE);
  await pass(15_000);
  expect(watch.view.get()).toMatchObject({ state: 'shown', door: { waiting: 2 }, isStale: true });
  await pass(4_000);
  expect(watch.view.get()).toMatchObject({ door: { waiting: 4 }, isStale: false });
});

it('knows a queue that is not there', async () => {
  const { watch, answers } = watched();
  answers.push({ ok: false, reason: 'unknown' });
  watch.start();
  await settled();
  expect(watch.view.get()).toEqual({ state: 'unknown' });
});
