import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Keep } from '../Keep.js';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { ManualClock, settled } from '../testing/ManualClock.js';
import type { EffectRun } from './effect.js';
import { SentMedia } from './SentMedia.js';
import { LATE_MS, LEAST_RATE, LEAST_SOUND, Strain } from './Strain.js';

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeStream);
  return () => vi.unstubAllGlobals();
});

const CAMERA = new FakeTrack('video', 'camera').asTrack();
const MICROPHONE = new FakeTrack('audio', 'microphone').asTrack();

function sender({ isPossible = true, keep = new Keep(() => null) } = {}) {
  const clock = new ManualClock();
  const sent: string[] = [];
  const stopped: string[] = [];
  /** How much each effect gives a second. */
  const rates = { blur: 30, noise: 1 };
  const starts: { done: (run: EffectRun) => void; fail: (error: Error) => void }[] = [];
  const effect = (name: 'blur' | 'noise') => ({
    isPossible: () => isPossible,
    start: (source: MediaStreamTrack) =>
      new Promise<EffectRun>((done, fail) => {
        const track = new FakeTrack(source.kind, `${name} of ${source.label}`).asTrack();
        const made = (): number => (clock.now() * rates[name]) / 1_000;
        starts.push({ done: () => done({ track, made, stop: () => stopped.push(track.label) }), fail });
      }),
  });
  const media = new SentMedia({
    effects: { blur: effect('blur'), noise: effect('noise') },
    clock,
    keep,
    onTrack: (kind, track) => sent.push(`${kind} ${track?.label ?? 'nothing'}`),
    isHidden: () => false,
  });
  const answer = async (at: number, error?: Error): Promise<void> => {
    if (error) starts[at]?.fail(error);
    else starts[at]?.done({} as EffectRun);
    await settled();
  };
  return { media, clock, sent, stopped, rates, answer };
}

describe('SentMedia', () => {
  it('sends what the device gives at once while no effect is wanted', () => {
    const { media, sent } = sender();
    media.put('video', CAMERA);
    media.put('audio', MICROPHONE);
    expect(sent).toEqual(['video camera', 'audio microphone']);
    expect(media.tracks).toEqual({ video: CAMERA, audio: MICROPHONE });
  });

  it('never shows the room first to somebody who wants it blurred', async () => {
    const { media, sent, answer } = sender();
    await media.set('blur', true);
    media.put('video', CAMERA);
    expect([sent, media.view.get().blur.state]).toEqual([[], 'starting']);
    await answer(0);
    expect([sent, media.view.get().blur.state]).toEqual([['video blur of camera'], 'on']);
  });

  it('goes back to the device’s own when it is switched off, and ends the work', async () => {
    const { media, sent, stopped, answer } = sender();
    media.put('video', CAMERA);
    void media.set('blur', true);
    await answer(0);
    await media.set('blur', false);
    expect(sent).toEqual(['video camera', 'video nothing', 'video blur of camera', 'video camera']);
    expect(stopped).toEqual(['blur of camera']);
  });

  it('goes on after a change of device, and after the camera was off', async () => {
    const { media, sent, stopped, answer } = sender();
    void media.set('blur', true);
    media.put('video', CAMERA);
    await answer(0);
    media.put('video', null);
    media.put('video', new FakeTrack('video', 'other').asTrack());
    await answer(1);
    expect(sent).toEqual(['video blur of camera', 'video nothing', 'video blur of other']);
    expect(stopped).toEqual(['blur of camera']);
  });

  it('ends what begins after the camera was turned off', async () => {
    const { media, sent, stopped, answer } = sender();
    void media.set('blur', true);
    media.put('video', CAMERA);
    media.put('video', null);
    await answer(0);
    expect(stopped).toEqual(['blur of camera']);
    expect(sent).toEqual([]);
  });

  it('sends the picture without it, and says so, when it fails or does not begin in time', async () => {
    const { media, clock, sent, answer } = sender();
    void media.set('noise', true);
    media.put('audio', MICROPHONE);
    await answer(0, new Error('no'));
    expect(media.view.get().noise).toEqual({ isWanted: false, state: 'failed' });
    void media.set('blur', true);
    media.put('video', CAMERA);
    clock.pass(20_000);
    await settled();
    expect(media.view.get().blur).toEqual({ isWanted: false, state: 'failed' });
    expect(sent).toEqual(['audio microphone', 'video camera']);
  });

  it('remembers what was wanted, and cannot be switched on where the browser cannot', async () => {
    const stored = new Map<string, string>();
    const keep = () =>
      new Keep(() => ({
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => void stored.set(key, value),
        removeItem: (key) => void stored.delete(key),
        key: () => null,
        length: 0,
      }));
    await sender({ keep: keep() }).media.set('blur', true);
    expect(sender({ keep: keep() }).media.view.get().blur.isWanted).toBe(true);
    const { media, sent } = sender({ keep: keep(), isPossible: false });
    media.put('video', CAMERA);
    await media.set('blur', true);
    expect(media.view.get().blur).toEqual({ isWanted: false, state: 'unsupported' });
    expect(sent).toEqual(['video camera']);
  });
});

it('a blur that gives next to no pictures for five seconds ends by itself, says so, and stays off', async () => {
  const { media, clock, sent, rates, answer } = sender();
  rates.blur = 0;
  void media.set('blur', true);
  media.put('video', CAMERA);
  await answer(0);
  clock.pass(4_900);
  expect(media.view.get().blur.state).toBe('on');
  clock.pass(200);
  expect(media.view.get().blur).toEqual({ isWanted: false, state: 'overloaded' });
  expect(sent.at(-1)).toBe('video camera');
  clock.pass(60_000);
  expect(clock.waiting).toBe(0);
});

it('noise suppression that falls behind ends by itself, after the blur if that is too much too, and stays off', async () => {
  const { media, clock, sent, stopped, rates, answer } = sender();
  Object.assign(rates, { blur: 0, noise: 0.67 });
  void media.set('blur', true);
  void media.set('noise', true);
  media.put('video', CAMERA);
  media.put('audio', MICROPHONE);
  await answer(0);
  await answer(1);
  const states = (): string[] => [media.view.get().blur.state, media.view.get().noise.state];
  clock.pass(5_000);
  expect(states()).toEqual(['overloaded', 'on']);
  clock.pass(4_900);
  expect(states()).toEqual(['overloaded', 'on']);
  clock.pass(100);
  expect(states()).toEqual(['overloaded', 'overloaded']);
  expect(sent.slice(-2)).toEqual(['video camera', 'audio microphone']);
  expect(stopped).toEqual(['blur of camera', 'noise of microphone']);
  expect(media.view.get().noise.isWanted).toBe(false);
});

it('effects that keep up stay on', async () => {
  const { media, clock, answer } = sender();
  void media.set('blur', true);
  void media.set('noise', true);
  media.put('video', CAMERA);
  media.put('audio', MICROPHONE);
  await answer(0);
  await answer(1);
  clock.pass(60_000);
  expect([media.view.get().blur.state, media.view.get().noise.state]).toEqual(['on', 'on']);
});

describe('Strain', () => {
  const looks = (lateMs: (at: number) => number, rate: number, kind: 'video' | 'audio' = 'video'): boolean[] => {
    const strain = new Strain(kind);
    return Array.from({ length: 40 }, (_, at) => strain.isTooMuch({ lateMs: lateMs(at), made: (at * rate) / 4 }));
  };

  it('is a page that comes late for five seconds, and not a short jam', () => {
    expect(looks((at) => (at === 5 ? 1_000 : 5), 30)).not.toContain(true);
    expect(looks(() => LATE_MS + 1, 30).indexOf(true)).toBe(19);
    expect(
      looks((at) => (at === 25 ? 3_600_000 : 5), 30),
      'the machine slept',
    ).not.toContain(true);
  });

  it('is a punctual page that gets next to no pictures, and not a camera in the dark', () => {
    expect(looks(() => 0, LEAST_RATE - 1).indexOf(true)).toBe(19);
    expect(looks(() => 0, 12)).not.toContain(true);
  });

  it('is sound with gaps, however punctual the page', () => {
    expect(looks(() => 0, LEAST_SOUND - 0.05, 'audio').indexOf(true)).toBe(19);
    expect(looks(() => 0, 1, 'audio')).not.toContain(true);
  });
});
