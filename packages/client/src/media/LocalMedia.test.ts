import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { settled } from '../testing/ManualClock.js';
import type { DeviceProblem } from '../views.js';
import { FULL_PICTURE, type Opened, type OpenRequest } from './Devices.js';
import { LocalMedia } from './LocalMedia.js';

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeStream);
  return () => vi.unstubAllGlobals();
});

const BOTH = { audio: true, video: true };
const isLive = (track: FakeTrack | undefined): boolean => track?.readyState === 'live';

/** Local media over a machine that opens what is asked for, or tells the problem that `broken` names. */
function make(
  trouble: { audio?: DeviceProblem; video?: DeviceProblem } | ((request: OpenRequest) => DeviceProblem | null) = {},
) {
  const opened: FakeTrack[] = [];
  const sent: [string, boolean][] = [];
  const asked: OpenRequest[] = [];
  const track = (kind: 'audio' | 'video', isAsked: boolean): MediaStreamTrack | null => {
    if (!isAsked) return null;
    const made = new FakeTrack(kind, `${kind}-${opened.length}`);
    opened.push(made);
    return made.asTrack();
  };
  const open = async (request: OpenRequest): Promise<Opened> => {
    asked.push(request);
    const video = typeof trouble === 'function' ? trouble(request) : null;
    const broken = typeof trouble === 'function' ? (video && { video }) || {} : trouble;
    return {
      audio: track('audio', request.audio && !broken.audio),
      video: track('video', request.video && !broken.video),
      problems: {
        audio: (request.audio && broken.audio) || null,
        video: (request.video && broken.video) || null,
      },
    };
  };
  const local = new LocalMedia({ devices: { open }, onTrack: (kind, sends) => sent.push([kind, sends !== null]) });
  return { local, opened, sent, asked };
}

describe('LocalMedia', () => {
  it('sends what it could open', async () => {
    const { local, sent } = make({ video: 'in_use' });
    await local.open(BOTH);
    expect(local.view.get()).toMatchObject({
      sending: { audio: true, video: false },
      problems: { audio: null, video: 'in_use' },
    });
    expect(sent).toEqual([
      ['audio', true],
      ['video', false],
    ]);
  });

  it('begins a call with a small picture and raises it later, also if the camera will not', async () => {
    const { local, opened, asked } = make();
    await local.open(BOTH);
    expect(asked).toEqual([{ ...BOTH, isQuick: true }]);
    local.sharpen();
    await settled();
    expect(opened[1]?.wanted).toEqual([FULL_PICTURE]);
    expect(opened[1]?.readyState).toBe('live');
    await local.setVideo(false);
    local.sharpen();
    await local.setVideo(true);
    expect(asked.at(-1)).toEqual({ audio: false, video: true });
  });

  it('raises the picture of a camera that opens only after its time to be raised, and not in the next call', async () => {
    const { local, opened } = make();
    const opening = local.open(BOTH);
    local.sharpen();
    await opening;
    expect(opened[1]?.wanted).toEqual([FULL_PICTURE]);
    local.close();
    await local.open(BOTH);
    expect(opened[3]?.wanted).toEqual([]);
  });

  it('mutes at once and keeps the microphone open', async () => {
    const { local, opened } = make();
    await local.open(BOTH);
    await local.setMuted(true);
    expect(opened[0]).toMatchObject({ enabled: false, readyState: 'live' });
    expect(local.view.get().sending).toEqual({ audio: false, video: true });
    await local.setMuted(false);
    expect(opened[0]?.enabled).toBe(true);
  });

  it('closes the camera that is turned off, so that its light goes out', async () => {
    const { local, opened, sent } = make();
    await local.open(BOTH);
    await local.setVideo(false);
    expect(opened.map((track) => track.readyState)).toEqual(['live', 'ended']);
    expect(sent.at(-1)).toEqual(['video', false]);
    expect(await local.setVideo(true)).toEqual({ ok: true });
    expect(opened).toHaveLength(3);
    expect(local.view.get().sending.video).toBe(true);
  });

  it('[flags] never captures what the call’s flags forbid', async () => {
    const { local, opened } = make();
    await local.open(BOTH);
    local.allow({ audio: true, video: false });
    expect(opened.map((track) => track.readyState)).toEqual(['live', 'ended']);
    expect(await local.setVideo(true)).toEqual({ ok: false, problem: 'denied' });
    expect(opened).toHaveLength(2);
  });

  it('stops what is opened after the call is over', async () => {
    const { local, opened } = make();
    const opening = local.open(BOTH);
    local.close();
    await opening;
    expect(opened.map((track) => track.readyState)).toEqual(['ended', 'ended']);
    expect(local.view.get().local).toBeNull();
  });

  it('[P15] takes another device when one vanishes', async () => {
    const { local, opened, asked } = make();
    await local.open(BOTH);
    opened[0]?.vanish();
    await settled();
    expect(asked.at(-1)).toEqual({ audio: true, video: false, avoid: 'audio-0' });
    expect(local.view.get().sending).toEqual({ audio: true, video: true });
    expect(local.tracks.audio).toBe(opened[2]);
  });

  it('keeps what works when a change of device fails, and says why', async () => {
    const broken: { video?: DeviceProblem } = {};
    const { local, opened } = make(broken);
    await local.open(BOTH);
    broken.video = 'not_found';
    expect(await local.change('video', 'c2')).toEqual({ ok: false, problem: 'not_found' });
    expect(local.tracks.video).toBe(opened[1]);
    expect(opened[1]?.readyState).toBe('live');
  });

  it('lets the present camera make way where a phone opens one at a time', async () => {
    const { local, opened, asked } = make(({ only }) => (only === 'c2' && isLive(opened[1]) ? 'in_use' : null));
    await local.open(BOTH);
    expect(await local.change('video', 'c2')).toEqual({ ok: true });
    expect(asked.slice(1).map(({ only }) => only)).toEqual(['c2', 'c2']);
    expect(opened.map((track) => track.readyState)).toEqual(['live', 'ended', 'live']);
    expect(local.view.get()).toMatchObject({ sending: BOTH, problems: { video: null } });
  });

  it('goes back to the camera that made way in vain, and says why', async () => {
    const { local, opened, asked } = make(({ only }) => (only === 'c2' ? 'in_use' : null));
    await local.open(BOTH);
    expect(await local.change('video', 'c2')).toEqual({ ok: false, problem: 'in_use' });
    expect(asked.slice(1).map(({ only }) => only)).toEqual(['c2', 'c2', 'video-1']);
    expect(opened.map((track) => track.readyState)).toEqual(['live', 'ended', 'live']);
    expect(local.view.get()).toMatchObject({ sending: BOTH, problems: { video: 'in_use' } });
  });

  it('opens no camera again for a call that ended during the change', async () => {
    const { local, opened, asked } = make(({ only }) => {
      if (only === undefined) return null;
      if (asked.length === 3) queueMicrotask(() => local.close());
      return 'in_use';
    });
    await local.open(BOTH);
    expect(await local.change('video', 'c2')).toMatchObject({ ok: false });
    expect(asked).toHaveLength(3);
    expect(opened.some(isLive)).toBe(false);
  });

  it('tells that a question is open, and forgets it with the call', async () => {
    const unanswered = { open: () => new Promise<Opened>(() => undefined) };
    const local = new LocalMedia({ devices: unanswered, onTrack: () => undefined });
    void local.open(BOTH);
    expect(local.view.get().isOpening).toBe(true);
    local.close();
    expect([local.isOpening, local.view.get().isOpening]).toEqual([false, false]);
  });

  it('opens a microphone that was denied before when the person unmutes', async () => {
    const broken: { audio?: DeviceProblem } = { audio: 'denied' };
    const { local } = make(broken);
    await local.open(BOTH);
    expect(await local.setMuted(false)).toEqual({ ok: false, problem: 'denied' });
    delete broken.audio;
    expect(await local.setMuted(false)).toEqual({ ok: true });
    expect(local.view.get().sending.audio).toBe(true);
  });
});
