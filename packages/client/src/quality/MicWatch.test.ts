import { expect, it } from 'vitest';
import { FakeTrack } from '../testing/FakeTrack.js';
import { ManualClock } from '../testing/ManualClock.js';
import { MicWatch } from './MicWatch.js';

const WINDOW = 100;

/** A microphone in a room where one speaks or is quiet, watched; a track that is off gives zeros, as in a browser. */
function watched() {
  const clock = new ManualClock();
  const heard: FakeTrack[] = [];
  const room = { rms: 0.001, isHeldBack: false };
  const watch = new MicWatch(clock, (track) => {
    const listened = track as unknown as FakeTrack;
    heard.push(listened);
    return {
      windowSamples: WINDOW,
      read: () => (room.isHeldBack ? null : new Float32Array(2 * WINDOW).fill(listened.enabled ? room.rms : 0)),
      close: () => undefined,
    };
  });
  const mic = new FakeTrack('audio');
  const follow = (isMuted: boolean): void => {
    mic.enabled = !isMuted;
    watch.follow(mic.asTrack(), isMuted);
  };
  return { clock, heard, room, watch, mic, follow };
}

it('says that one speaks while muted, though the muted track is silent, for four seconds after the last word', () => {
  const { clock, room, watch, follow } = watched();
  follow(true);
  clock.pass(2_000);
  expect(watch.state.get()).toBe('fine');
  room.rms = 0.1;
  clock.pass(300);
  expect(watch.state.get()).toBe('speakingMuted');
  room.rms = 0.001;
  clock.pass(3_900);
  expect(watch.state.get()).toBe('speakingMuted');
  clock.pass(400);
  expect(watch.state.get()).toBe('fine');
});

it('listens to a clone of a muted microphone, which ends with the muting; the microphone stays as it is', () => {
  const { clock, heard, watch, mic, follow } = watched();
  follow(true);
  expect([heard[0] === mic, heard[0]?.enabled, mic.enabled]).toEqual([false, true, false]);
  follow(false);
  expect([heard[1] === mic, heard[0]?.readyState, mic.readyState]).toEqual([true, 'ended', 'live']);
  watch.follow(null, false);
  expect([mic.readyState, clock.waiting]).toEqual(['live', 0]);
});

it('says of a microphone that is on that it gives exactly nothing, after five seconds, until it gives something', () => {
  const { clock, room, watch, follow } = watched();
  room.rms = 0;
  follow(false);
  clock.pass(4_900);
  expect(watch.state.get()).toBe('fine');
  clock.pass(100);
  expect(watch.state.get()).toBe('silent');
  room.rms = 0.001;
  clock.pass(100);
  expect(watch.state.get()).toBe('fine');
});

it('says nothing of sound that the browser holds back, nor of one who speaks unmuted', () => {
  const { clock, room, watch, follow } = watched();
  Object.assign(room, { rms: 0, isHeldBack: true });
  follow(false);
  clock.pass(10_000);
  expect(watch.state.get()).toBe('fine');
  Object.assign(room, { rms: 0.1, isHeldBack: false });
  clock.pass(10_000);
  expect(watch.state.get()).toBe('fine');
});
