import { beforeEach, expect, it, vi } from 'vitest';
import { FakeStream, FakeTrack } from '../testing/FakeTrack.js';
import { RemoteMedia } from './RemoteMedia.js';

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeStream);
  return () => vi.unstubAllGlobals();
});

function kinds(remote: RemoteMedia): string[] {
  return remote.stream.getTracks().map((track) => track.kind);
}

it('plays the sound before, and without, any picture', () => {
  const remote = new RemoteMedia();
  const picture = new FakeTrack('video');
  picture.muted = true;
  remote.add(picture.asTrack());
  remote.add(new FakeTrack('audio').asTrack());
  expect(kinds(remote)).toEqual(['audio']);
  picture.muted = false;
  picture.dispatchEvent(new Event('unmute'));
  expect(kinds(remote)).toEqual(['audio', 'video']);
});

it('takes the picture away while the other side sends none', () => {
  const remote = new RemoteMedia();
  remote.showPicture(false);
  remote.add(new FakeTrack('video').asTrack());
  expect(kinds(remote)).toEqual([]);
  remote.showPicture(true);
  expect(kinds(remote)).toEqual(['video']);
  remote.showPicture(false);
  expect(kinds(remote)).toEqual([]);
});
