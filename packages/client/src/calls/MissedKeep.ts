import type { Keep } from '../Keep.js';
import type { MissedCall } from '../views.js';
import type { CallModel, OverCall } from './model.js';

const KEY = 'frontdesk.missed';

interface Kept {
  readonly userId: string;
  readonly missed: readonly MissedCall[];
  readonly over: readonly OverCall[];
}

/** Keeps a tab's missed calls over a reload, and which ones the person has already put away. */
export class MissedKeep {
  readonly #keep: Keep;
  readonly #isSignedIn: () => boolean;

  /** `isSignedIn`: false once the person has signed out; from then on nothing is kept. */
  constructor(keep: Keep, isSignedIn: () => boolean = () => true) {
    this.#keep = keep;
    this.#isSignedIn = isSignedIn;
  }

  /** What this tab kept of that person; nothing of anybody else. */
  restore(model: CallModel, userId: string): CallModel {
    const kept = this.#keep.read(KEY);
    return isKept(kept) && kept.userId === userId ? { ...model, missed: kept.missed, over: kept.over } : model;
  }

  save(model: CallModel): void {
    // A page that signs out leaves its call after everything was forgotten.
    if (!model.me || !this.#isSignedIn()) return;
    const kept: Kept = { userId: model.me.userId, missed: model.missed, over: model.over };
    this.#keep.write(KEY, kept);
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { userId, missed, over } = value as Record<string, unknown>;
  return typeof userId === 'string' && Array.isArray(missed) && Array.isArray(over);
}
