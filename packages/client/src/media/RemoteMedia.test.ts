import { beforeEach, expect, it, vi } from 'vitest';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { ManualClock } from '../testing/ManualClock.js';
import { RemoteMedia } from './RemoteMedia.js';

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeStream);
  return () => vi.unstubAllGlobals();
});

function kinds(remote: RemoteMedia): string[] {
  return remote.stream.getTracks().map((track) => track.kind);
}

it('plays the sound without a picture that does not come', () => {
  const clock = new ManualClock();
  const remote = new RemoteMedia(clock);
  const picture = new FakeTrack('video');
  picture.muted = true;
  remote.add(picture.asTrack());
  remote.add(new FakeTrack('audio').asTrack());
  // While it rings.
  clock.pass(10_000);
  expect(kinds(remote)).toEqual(['video', 'audio']);
  remote.hurry();
  clock.pass(500);
  expect(kinds(remote)).toEqual(['audio']);
  picture.muted = false;
  picture.dispatchEvent(new Event('unmute'));
  expect(kinds(remote)).toEqual(['audio', 'video']);
});

it('keeps a picture that has come', () => {
  const clock = new ManualClock();
  const remote = new RemoteMedia(clock);
  remote.add(new FakeTrack('video').asTrack());
  remote.hurry();
  clock.pass(500);
  expect(kinds(remote)).toEqual(['video']);
});

it('takes the picture away while the other side sends none', () => {
  const clock = new ManualClock();
  const remote = new RemoteMedia(clock);
  remote.showPicture(false);
  remote.add(new FakeTrack('video').asTrack());
  expect(kinds(remote)).toEqual([]);
  remote.showPicture(true);
  expect(kinds(remote)).toEqual(['video']);
  remote.showPicture(false);
  expect(kinds(remote)).toEqual([]);
  remote.close();
  expect(clock.waiting).toBe(0);
});
