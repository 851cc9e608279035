import { expect, test } from 'vitest';
import { FLAGS, mediaAllowed, mediaAtStart, VIDEO_CALL, VOICE_CALL } from './flags.js';

const [BOTH, SOUND, PICTURE, NONE] = [
  { audio: true, video: true },
  { audio: true, video: false },
  { audio: false, video: true },
  { audio: false, video: false },
];

test.each([
  ['0 is sound and picture', 0, BOTH, BOTH],
  ['3 is sound and picture', VIDEO_CALL, BOTH, BOTH],
  ['1 begins with sound', VOICE_CALL, SOUND, SOUND],
  ['2 begins with picture', FLAGS.video, PICTURE, PICTURE],
  ['0x10 and 0x80 forbid the caller’s sound and the callee’s picture', 0x93, PICTURE, SOUND],
  ['0x20 and 0x40 forbid the caller’s picture and the callee’s sound', 0x63, SOUND, PICTURE],
  ['what is forbidden is not sent, whatever the call begins with', 0xf0, NONE, NONE],
])('[flags] %s', (_, flags, caller, callee) => {
  expect([mediaAtStart(flags, 'caller'), mediaAtStart(flags, 'callee')]).toEqual([caller, callee]);
});

test('[flags] a call that begins with sound may have picture added, unless that is forbidden', () => {
  expect(mediaAllowed(VOICE_CALL, 'caller')).toEqual(BOTH);
  expect(mediaAllowed(VOICE_CALL | FLAGS.callerSendsNoVideo, 'caller')).toEqual(SOUND);
  expect(mediaAllowed(VOICE_CALL | FLAGS.callerSendsNoVideo, 'callee')).toEqual(BOTH);
});
