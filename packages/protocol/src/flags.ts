/**
 * What a call carries, as a bit mask 0–0xFF (AnyChat's numbers).
 *
 * `audio` and `video` say how a call begins; the other four forbid: a forbidden track is never captured.
 */
export const FLAGS = {
  audio: 0x01,
  video: 0x02,
  callerSendsNoAudio: 0x10,
  callerSendsNoVideo: 0x20,
  calleeSendsNoAudio: 0x40,
  calleeSendsNoVideo: 0x80,
} as const;

/** A call with picture and sound: what 0 and a missing `flags` mean. */
export const VIDEO_CALL = FLAGS.audio | FLAGS.video;

/** A call that begins with sound alone. */
export const VOICE_CALL = FLAGS.audio;

/** Which kinds of track. */
export interface MediaKinds {
  readonly audio: boolean;
  readonly video: boolean;
}

const FORBIDDEN = {
  caller: { audio: FLAGS.callerSendsNoAudio, video: FLAGS.callerSendsNoVideo },
  callee: { audio: FLAGS.calleeSendsNoAudio, video: FLAGS.calleeSendsNoVideo },
} as const;

/** What this side may send at all during a call with these flags. */
export function mediaAllowed(flags: number, side: 'caller' | 'callee'): MediaKinds {
  const forbidden = FORBIDDEN[side];
  return { audio: (flags & forbidden.audio) === 0, video: (flags & forbidden.video) === 0 };
}

/** What this side sends when a call with these flags begins. */
export function mediaAtStart(flags: number, side: 'caller' | 'callee'): MediaKinds {
  const begins = (flags & VIDEO_CALL) === 0 ? VIDEO_CALL : flags;
  const allowed = mediaAllowed(flags, side);
  return {
    audio: allowed.audio && (begins & FLAGS.audio) !== 0,
    video: allowed.video && (begins & FLAGS.video) !== 0,
  };
}
