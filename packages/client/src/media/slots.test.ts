import { expect, it } from 'vitest';
import { maySend, SLOTS, slotsOf } from './slots.js';

it.each([
  ['our own offer', ['audio', 'video', 'video', 'audio'], ['audio', 'video', 'screen', 'screenAudio']],
  ['a client without a screen', ['audio', 'video'], ['audio', 'video']],
  ['a client that offers its picture first', ['video', 'audio'], ['video', 'audio']],
  ['more than we know', ['audio', 'video', 'video', 'video'], ['audio', 'video', 'screen', null]],
])('knows the slots of %s by their places', (_, kinds, slots) => {
  expect(slotsOf(kinds)).toEqual(slots);
});

it('lets nobody share a screen whose picture is forbidden, nor its sound whose voice is', () => {
  const sent = (audio: boolean, video: boolean) => SLOTS.filter((slot) => maySend(slot, { audio, video }));
  expect(sent(true, true)).toEqual(SLOTS);
  expect(sent(true, false)).toEqual(['audio']);
  expect(sent(false, true)).toEqual(['video', 'screen']);
  expect(sent(false, false)).toEqual([]);
});
