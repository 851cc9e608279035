import { type Grade, type QualityReason, type QualityStep, STEPS } from './grade.js';
import { PAUSED } from './ladder.js';

/** How much of the own picture is sent: `smaller` is any step between. */
export type PictureSize = 'full' | 'smaller' | 'paused';

/** What a side tells the other of its own quality. */
export interface ToldQuality extends Grade {
  readonly picture: PictureSize;
}

const PICTURES: readonly PictureSize[] = ['full', 'smaller', 'paused'];
const REASONS: readonly QualityReason[] = ['loss', 'roundTrip', 'bandwidth', 'cpu'];

export function pictureOf(level: number): PictureSize {
  return level === 0 ? 'full' : level === PAUSED ? 'paused' : 'smaller';
}

/** Reads the other side's `{quality}` from a signal's `data`; null for anything else. */
export function readTold(data: unknown): ToldQuality | null {
  if (typeof data !== 'object' || data === null || !('quality' in data)) return null;
  const { quality } = data;
  if (typeof quality !== 'object' || quality === null) return null;
  const { step, reason, picture } = quality as Readonly<Record<string, unknown>>;
  const known = STEPS.find((each): each is QualityStep => each === step);
  const size = PICTURES.find((each) => each === picture);
  if (!known || !size) return null;
  // A reason that a later version has, or that makes no sense, is none.
  return { step: known, reason: REASONS.find((each) => each === reason) ?? null, picture: size };
}
