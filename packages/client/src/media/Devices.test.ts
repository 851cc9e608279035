import { afterEach, describe, expect, it, vi } from 'vitest';
import { Keep } from '../Keep.js';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { settled } from '../testing/ManualClock.js';
import { Devices, type MediaSource } from './Devices.js';

interface Machine {
  /** Ids that are there, and what opening them fails with. */
  readonly cameras: Readonly<Record<string, string | null>>;
  readonly microphones: Readonly<Record<string, string | null>>;
}

/** A machine with these devices; the first of a kind is what a browser opens unasked. */
function machine({ cameras, microphones }: Machine): MediaSource & { readonly asked: MediaStreamConstraints[] } {
  const asked: MediaStreamConstraints[] = [];
  const open = (kind: string, there: Machine['cameras'], wish: boolean | MediaTrackConstraints | undefined) => {
    if (!wish) return [];
    const exact =
      typeof wish === 'object' ? (wish.deviceId as ConstrainDOMStringParameters | undefined)?.exact : undefined;
    const id = typeof exact === 'string' ? exact : Object.keys(there)[0];
    if (id === undefined || !(id in there))
      throw new DOMException('', exact ? 'OverconstrainedError' : 'NotFoundError');
    const failure = there[id];
    if (failure) throw new DOMException('', failure);
    return [new FakeTrack(kind, id)];
  };
  return {
    asked,
    getUserMedia: async (constraints = {}) => {
      asked.push(constraints);
      const tracks = [...open('audio', microphones, constraints.audio), ...open('video', cameras, constraints.video)];
      return new FakeStream(tracks) as unknown as MediaStream;
    },
    enumerateDevices: async () =>
      [
        ...Object.keys(cameras).map((deviceId) => ({ kind: 'videoinput', deviceId, label: `Camera ${deviceId}` })),
        ...Object.keys(microphones).map((deviceId) => ({ kind: 'audioinput', deviceId, label: `Mic ${deviceId}` })),
      ] as MediaDeviceInfo[],
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
}

const noKeep = () => new Keep(() => null);
const BOTH = { audio: true, video: true };

async function devicesOf(
  there: Machine,
  keep = noKeep(),
): Promise<{ devices: Devices; source: ReturnType<typeof machine> }> {
  const source = machine(there);
  const devices = new Devices(source, keep);
  await devices.refresh();
  return { devices, source };
}

describe('Devices', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('asks once for both, so that a person gets one question', async () => {
    const { devices, source } = await devicesOf({ cameras: { c1: null }, microphones: { m1: null } });
    const opened = await devices.open(BOTH);
    expect(opened.problems).toEqual({ audio: null, video: null });
    expect([opened.audio?.kind, opened.video?.kind]).toEqual(['audio', 'video']);
    expect(source.asked).toHaveLength(1);
  });

  it('[P13] does not lose the microphone where there is no camera', async () => {
    const { devices } = await devicesOf({ cameras: {}, microphones: { m1: null } });
    const opened = await devices.open(BOTH);
    expect(opened.audio?.readyState).toBe('live');
    expect(opened).toMatchObject({ video: null, problems: { audio: null, video: 'not_found' } });
  });

  it('[P13] tells each kind’s own problem', async () => {
    const { devices } = await devicesOf({
      cameras: { c1: 'NotReadableError' },
      microphones: { m1: 'NotAllowedError' },
    });
    expect(await devices.open(BOTH)).toEqual({
      audio: null,
      video: null,
      problems: { audio: 'denied', video: 'in_use' },
    });
  });

  it.each<[string, string, string, { audio: string | null; video: string | null }, number]>([
    ['both', 'prompt', 'prompt', { audio: 'dismissed', video: 'dismissed' }, 1],
    ['the camera’s, the microphone being granted', 'granted', 'prompt', { audio: null, video: 'dismissed' }, 2],
    ['none, the microphone being forbidden', 'denied', 'prompt', { audio: 'denied', video: null }, 3],
  ])('[P13] asks no question again that was closed: %s', async (_, microphone, camera, problems, asked) => {
    const states = { microphone, camera };
    vi.stubGlobal('navigator', {
      permissions: { query: async ({ name }: { name: keyof typeof states }) => ({ state: states[name] }) },
    });
    const { devices, source } = await devicesOf({
      cameras: { c1: null },
      microphones: { m1: microphone === 'denied' ? 'NotAllowedError' : null },
    });
    const open = source.getUserMedia;
    source.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      if (constraints?.audio && constraints.video) throw new DOMException('Permission dismissed', 'NotAllowedError');
      return stream;
    };
    expect((await devices.open(BOTH)).problems).toEqual(problems);
    expect(source.asked).toHaveLength(asked);
  });

  it('opens the chosen device, and another one when that is gone', async () => {
    const there = { cameras: { c1: null, c2: null }, microphones: { m1: null } };
    const { devices } = await devicesOf(there);
    devices.choose('video', 'c2');
    expect((await devices.open(BOTH)).video?.getSettings().deviceId).toBe('c2');
    expect((await devices.open({ ...BOTH, avoid: 'c2' })).video?.getSettings().deviceId).toBe('c1');
    devices.choose('video', 'unplugged');
    expect((await devices.open({ audio: false, video: true })).video?.getSettings().deviceId).toBe('c1');
  });

  it('[P15] remembers a choice by its label when the browser has made new ids', async () => {
    const storage = new Map<string, string>();
    const keep = () =>
      new Keep(() => ({
        getItem: (key) => storage.get(key) ?? null,
        setItem: (key, value) => void storage.set(key, value),
        removeItem: (key) => void storage.delete(key),
        key: () => null,
        length: 0,
      }));
    const before = await devicesOf({ cameras: { c1: null, c2: null }, microphones: {} }, keep());
    before.devices.choose('video', 'c2');
    const source = machine({ cameras: { n1: null, n2: null }, microphones: {} });
    const renamed: MediaSource = {
      ...source,
      enumerateDevices: async () =>
        [
          { kind: 'videoinput', deviceId: 'n1', label: 'Camera c1' },
          { kind: 'videoinput', deviceId: 'n2', label: 'Camera c2' },
        ] as MediaDeviceInfo[],
    };
    const after = new Devices(renamed, keep());
    await after.refresh();
    expect(after.view.get().cameraId).toBe('n2');
  });

  it('lists the devices anew once a grant has made their labels known', async () => {
    const source = machine({ cameras: {}, microphones: { m1: null } });
    const devices = new Devices(source, noKeep());
    expect(devices.view.get().microphones).toEqual([]);
    await devices.open({ audio: true, video: false });
    await settled();
    expect(devices.view.get().microphones).toEqual([{ deviceId: 'm1', label: 'Mic m1', groupId: '' }]);
  });

  it('[P13] says that a browser without media devices cannot do it', async () => {
    expect(await new Devices(null, noKeep()).open(BOTH)).toEqual({
      audio: null,
      video: null,
      problems: { audio: 'unsupported', video: 'unsupported' },
    });
  });
});
