import { describe, expect, it } from 'vitest';
import type { DeviceChoice, DevicesView } from '../views.js';
import { NO_DEVICES } from './Devices.js';
import { deviceChange, type PerKind, plainLabel } from './deviceChange.js';

const device = (deviceId: string, label = deviceId, groupId = ''): DeviceChoice => ({ deviceId, label, groupId });
const BUILT_IN = device('m1', 'Built-in microphone');
const HEADSET = device('m2', 'Headset', 'g2');
const HEADSET_SPEAKER = device('s2', 'Headset', 'g2');
const NONE: PerKind = { audio: null, video: null, speaker: null };

const list = (fields: Partial<DevicesView>): DevicesView => ({ ...NO_DEVICES, ...fields });
const ALONE = list({ microphones: [BUILT_IN] });
const WITH_HEADSET = list({ microphones: [BUILT_IN, HEADSET], speakers: [HEADSET_SPEAKER] });

describe('deviceChange', () => {
  it('[P15] offers a headset that is new once, with all it brings, and takes nothing', () => {
    const inUse = { ...NONE, audio: BUILT_IN };
    expect(deviceChange(ALONE, WITH_HEADSET, { inUse, wanted: NONE })).toEqual([
      { type: 'offer', devices: { audio: HEADSET, speaker: HEADSET_SPEAKER } },
    ]);
  });

  it('[P15] takes the chosen device again when it comes back, also under another id', () => {
    const inUse = { ...NONE, audio: BUILT_IN };
    const wanted = { ...NONE, audio: device('old-id', 'Headset') };
    expect(deviceChange(ALONE, list({ microphones: [BUILT_IN, HEADSET] }), { inUse, wanted })).toEqual([
      { type: 'take', kind: 'audio', device: HEADSET },
    ]);
  });

  it('[P15] does not offer the speaker of a headset whose microphone is taken again', () => {
    const steps = deviceChange(ALONE, WITH_HEADSET, {
      inUse: { ...NONE, audio: BUILT_IN },
      wanted: { ...NONE, audio: HEADSET },
    });
    expect(steps.map(({ type }) => type)).toEqual(['take']);
  });

  it('takes nothing that is not in use: what is closed stays closed', () => {
    expect(deviceChange(ALONE, WITH_HEADSET, { inUse: NONE, wanted: { ...NONE, audio: HEADSET } })).toEqual([
      { type: 'offer', devices: { speaker: HEADSET_SPEAKER } },
    ]);
  });

  it('[P15] opens again what was pulled out when there was nothing to take its place', () => {
    const before = list({ cameras: [device('c1', 'Camera')] });
    const wanted = { ...NONE, audio: HEADSET };
    const steps = deviceChange(before, WITH_HEADSET, { inUse: NONE, wanted, missing: ['audio'] });
    expect(steps[0]).toEqual({ type: 'take', kind: 'audio', device: HEADSET });
  });

  it('takes labels that the first grant brings for no arrival', () => {
    const unlabeled = list({ microphones: [device('', '')] });
    expect(deviceChange(unlabeled, WITH_HEADSET, { inUse: NONE, wanted: NONE })).toEqual([]);
    expect(deviceChange(NO_DEVICES, WITH_HEADSET, { inUse: NONE, wanted: NONE })).toEqual([]);
  });

  it('tells that the chosen speaker is lost, and not that another one is', () => {
    const chosen = { ...WITH_HEADSET, speakerId: 's2' };
    expect(deviceChange(chosen, ALONE, { inUse: NONE, wanted: NONE })).toEqual([
      { type: 'lost', kind: 'speaker', device: HEADSET_SPEAKER },
    ]);
    expect(deviceChange(WITH_HEADSET, ALONE, { inUse: NONE, wanted: NONE })).toEqual([]);
  });

  it('follows the system’s own choice for those who left it to the system', () => {
    const was = list({ microphones: [device('default', 'Default - Built-in microphone'), BUILT_IN] });
    const is = list({ microphones: [device('default', 'Default - Webcam'), BUILT_IN] });
    const used = (deviceId: string) => ({ inUse: { ...NONE, audio: device(deviceId) }, wanted: NONE });
    expect(deviceChange(was, is, used('default'))).toEqual([{ type: 'follow', kind: 'audio', label: 'Webcam' }]);
    expect(deviceChange(was, is, used('m1'))).toEqual([]);
  });

  it('offers one thing when two are plugged in at once', () => {
    const after = list({ microphones: [BUILT_IN, HEADSET], cameras: [device('c9', 'Webcam')] });
    expect(deviceChange(ALONE, after, { inUse: NONE, wanted: NONE })).toEqual([
      { type: 'offer', devices: { audio: HEADSET } },
    ]);
  });
});

it.each([
  ['Default - Webcam', 'Webcam'],
  ['默认 - 网络摄像头', '网络摄像头'],
  ['Jabra Evolve2 65 - Mono', 'Jabra Evolve2 65 - Mono'],
  ['Webcam', 'Webcam'],
])('the plain label of "%s" is "%s"', (label, plain) => {
  expect(plainLabel(label)).toBe(plain);
});
