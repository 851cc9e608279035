import { expect, test } from 'vitest';
import { WritableStore } from '../Store.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { Reachability } from './Reachability.js';
import type { MicrophoneFinding, SoundState } from './reach.js';

function page() {
  const clock = new ManualClock();
  const sound = new WritableStore<SoundState>('blocked');
  const told: unknown[] = [];
  const world = {
    microphone: 'alive' as MicrophoneFinding,
    looks: 0,
    tripMs: 20 as number | null,
    isInCall: false,
    beat: () => undefined as unknown,
    changed: () => undefined as unknown,
  };
  const reach = new Reachability({
    clock,
    isInCall: () => world.isInCall,
    tell: async (unreachable) => {
      told.push(unreachable);
      return world.tripMs;
    },
    probes: {
      sound: { state: sound, unlock: () => sound.set('running') },
      microphone: {
        look: async () => {
          world.looks += 1;
          return world.microphone;
        },
        watch: (listener) => {
          world.changed = listener;
          return () => undefined;
        },
      },
      pulse: (onBeat) => {
        world.beat = onBeat;
        return () => undefined;
      },
    },
  });
  return { clock, sound, told, world, reach, stop: reach.start() };
}

test('[P2] the click that goes available unlocks the sound, opens the microphone once, and tries the line', async () => {
  const { reach, told, world } = page();
  expect(told).toEqual(['soundBlocked']);
  expect(await reach.prove()).toBe(true);
  expect(reach.view.get()).toEqual({
    checks: { sound: 'ok', microphone: 'ok', line: 'ok', page: 'ok' },
    problem: null,
    isProving: false,
    unreachable: null,
  });
  expect(world.looks).toBe(1);
  expect(told.at(-1)).toBeNull();
});

test('who asks for a proof while one goes on gets the answer of that one, not a no', async () => {
  const { reach, world } = page();
  const [first, second] = [reach.prove(), reach.prove()];
  expect(await Promise.all([first, second])).toEqual([true, true]);
  expect(world.looks).toBe(1);
  world.microphone = 'denied';
  expect(await reach.prove()).toBe(false);
});

test('[P1] a dead microphone is told with its reason, and is looked at again when something has changed', async () => {
  const { reach, told, world } = page();
  world.microphone = 'denied';
  expect(await reach.prove()).toBe(false);
  expect(reach.view.get()).toMatchObject({ problem: 'denied', unreachable: 'microphoneDead' });
  expect(told.at(-1)).toBe('microphoneDead');
  world.microphone = 'alive';
  world.changed();
  await settled();
  expect(reach.view.get().unreachable).toBeNull();
  expect(told.at(-1)).toBeNull();
});

test('no microphone opens because a device was plugged in before anybody has looked, nor in a call', async () => {
  const { reach, world } = page();
  world.changed();
  await settled();
  expect(world.looks).toBe(0);
  await reach.prove();
  world.isInCall = true;
  world.changed();
  await settled();
  expect(world.looks).toBe(1);
});

test('[P11] a page that was frozen says so when it wakes, and that it is awake', async () => {
  const { clock, reach, told, world } = page();
  await reach.prove();
  clock.pass(6_000);
  world.beat();
  expect(told.at(-1)).toBe('pageFrozen');
  for (let beats = 0; beats < 3; beats += 1) {
    clock.pass(1_000);
    world.beat();
  }
  expect(told.at(-1)).toBeNull();
});

test('a line that becomes slow is noticed by its median, and one that answers nothing is the server’s to notice', async () => {
  const { clock, reach, world } = page();
  await reach.prove();
  world.tripMs = 1_500;
  for (let pings = 0; pings < 2; pings += 1) {
    clock.pass(10_000);
    world.beat();
    await settled();
  }
  expect(reach.view.get().checks.line).toBe('failed');
  world.tripMs = null;
  clock.pass(10_000);
  await settled();
  expect(reach.view.get().checks.line).toBe('failed');
});

test('nothing is told after the end', async () => {
  const { clock, reach, sound, told, stop } = page();
  await reach.prove();
  stop();
  const before = told.length;
  sound.set('blocked');
  clock.pass(60_000);
  expect(told.length).toBe(before);
});
