import type { Grade } from './grade.js';
import type { MicState } from './MicWatch.js';
import type { Sample } from './Sample.js';
import type { PictureSize, ToldQuality } from './told.js';

/** How good the present call is, and what was done about it. */
export interface QualityView extends Grade {
  /** How much of the own picture is sent, and why not all. */
  readonly picture: PictureSize;
  readonly pictureBecause: 'network' | 'cpu' | null;
  /** What the other side says of its own; null until it does. */
  readonly other: ToldQuality | null;
  readonly mic: MicState;
  /** The last minute, one sample a second, the newest last. */
  readonly samples: readonly Sample[];
}

export const NO_QUALITY: QualityView = {
  step: 'good',
  reason: null,
  picture: 'full',
  pictureBecause: null,
  other: null,
  mic: 'fine',
  samples: [],
};
