import { beforeEach, expect, it } from 'vitest';
import { WritableStore } from '../Store.js';
import { FakeTrack } from '../testing/FakeTrack.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import type { DeviceChoice, DevicesView } from '../views.js';
import { NO_DEVICES } from './Devices.js';
import { DeviceWatch, FOREGROUND_MS, SILENCED_MS } from './DeviceWatch.js';

const device = (deviceId: string, label: string, groupId = ''): DeviceChoice => ({ deviceId, label, groupId });
const BUILT_IN = device('m1', 'Built-in microphone');
const HEADSET = device('m2', 'Headset', 'g');
const HEADSET_SPEAKER = device('s2', 'Headset', 'g');

let clock: ManualClock;
let list: WritableStore<DevicesView>;
let done: string[];
let watch: DeviceWatch;

beforeEach(() => {
  clock = new ManualClock();
  list = new WritableStore<DevicesView>({ ...NO_DEVICES, microphones: [BUILT_IN] });
  done = [];
  watch = new DeviceWatch({
    devices: {
      view: list,
      choose: (kind, deviceId) => done.push(`choose ${kind} ${deviceId}`),
      choiceOf: () => null,
    },
    clock,
    use: async (kind, deviceId) => {
      done.push(`use ${kind} ${deviceId}`);
      return { ok: true };
    },
    reopen: async (kind) => {
      done.push(`reopen ${kind}`);
      return { ok: true };
    },
  });
});

function microphone({ deviceId, label }: DeviceChoice): FakeTrack {
  const track = new FakeTrack('audio', deviceId, label);
  watch.follow('audio', track.asTrack());
  return track;
}

/** As the media does it: the place is empty, the end is told, another device takes the place, or none. */
function pullOut(track: FakeTrack, instead: DeviceChoice | null): void {
  watch.follow('audio', null);
  track.vanish();
  if (instead) microphone(instead);
  else watch.follow('audio', null);
}

it('[P15] says which device is gone and which is used now, takes it again when it is back, and undoes that', async () => {
  list.patch({ microphones: [BUILT_IN, HEADSET] });
  pullOut(microphone(HEADSET), BUILT_IN);
  list.patch({ microphones: [BUILT_IN] });
  expect(watch.view.get()).toEqual({
    type: 'lost',
    kind: 'audio',
    label: 'Headset',
    now: 'Built-in microphone',
    canAct: false,
  });
  list.patch({ microphones: [BUILT_IN, HEADSET] });
  await settled();
  expect(done.splice(0)).toEqual(['use audio m2']);
  expect(watch.view.get()).toMatchObject({ type: 'returned', label: 'Headset', canAct: true });
  watch.act();
  expect(done).toEqual(['use audio m1']);
  expect(watch.view.get()).toBeNull();
});

it('[P15] does not take back what the person has replaced by hand', async () => {
  list.patch({ microphones: [BUILT_IN, HEADSET] });
  pullOut(microphone(HEADSET), BUILT_IN);
  list.patch({ microphones: [BUILT_IN] });
  watch.picked('audio');
  list.patch({ microphones: [BUILT_IN, HEADSET] });
  await settled();
  expect(done).toEqual([]);
  expect(watch.view.get()).toMatchObject({ type: 'plugged' });
});

it('[P15] opens the only microphone again when it is back', async () => {
  list.patch({ microphones: [HEADSET], cameras: [device('c1', 'Camera')] });
  pullOut(microphone(HEADSET), null);
  list.patch({ microphones: [] });
  expect(watch.view.get()).toBeNull();
  list.patch({ microphones: [HEADSET] });
  await settled();
  expect(done).toEqual(['use audio m2', 'reopen audio']);
});

it('[P15] offers a headset as one thing, and uses all of it when told to', async () => {
  microphone(BUILT_IN);
  list.patch({ microphones: [BUILT_IN, HEADSET], speakers: [HEADSET_SPEAKER] });
  expect(watch.view.get()).toEqual({ type: 'plugged', kind: 'headset', label: 'Headset', now: null, canAct: true });
  expect(done).toEqual([]);
  watch.act();
  await settled();
  expect(done).toEqual(['use audio m2', 'choose speaker s2']);
});

it('tells of no device outside a call', () => {
  list.patch({ microphones: [BUILT_IN, HEADSET] });
  microphone(BUILT_IN);
  watch.follow('audio', null);
  list.patch({ microphones: [BUILT_IN] });
  expect(watch.view.get()).toBeNull();
});

it('[P14] a microphone that the system keeps silent is told, restored by a tap, and forgotten when it comes back', () => {
  const track = microphone(BUILT_IN);
  track.silence(true);
  clock.pass(SILENCED_MS - 1);
  expect(watch.view.get()).toBeNull();
  clock.pass(1);
  expect(watch.view.get()).toMatchObject({ type: 'interrupted', kind: 'audio', canAct: true });
  track.silence(false);
  expect(watch.view.get()).toBeNull();
  track.silence(true);
  clock.pass(SILENCED_MS);
  watch.act();
  expect(done).toEqual(['reopen audio']);
});

it('[P14] a page that is shown again opens what the system did not give back, and only that', () => {
  const track = microphone(BUILT_IN);
  watch.wake();
  clock.pass(FOREGROUND_MS);
  expect(done).toEqual([]);
  track.silence(true);
  watch.wake();
  clock.pass(FOREGROUND_MS);
  expect(done).toEqual(['reopen audio']);
});
