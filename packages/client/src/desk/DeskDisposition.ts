import { type Keep, tabKeep } from '../Keep.js';
import { type Store, WritableStore } from '../Store.js';

const KEY = 'frontdesk.disposition';

/** What was chosen for a call, and is not told yet. */
export interface DispositionView {
  readonly callId: string | null;
  readonly disposition: string | null;
}

const NONE: DispositionView = { callId: null, disposition: null };

/** What the agent has chosen in the wrap-up, until it is told; in the tab's storage, so that a reload loses nothing. */
export class DeskDisposition {
  readonly view: Store<DispositionView>;
  readonly #view: WritableStore<DispositionView>;
  readonly #keep: Keep;

  constructor(keep: Keep = tabKeep()) {
    this.#keep = keep;
    this.#view = new WritableStore(asView(keep.read(KEY)));
    this.view = this.#view;
  }

  readonly choose = (callId: string, disposition: string): void => {
    this.#view.set({ callId, disposition });
    this.#keep.write(KEY, this.#view.get());
  };

  /** It was told, or can't be. */
  forget(callId: string): void {
    if (this.#view.get().callId !== callId) return;
    this.#view.set(NONE);
    this.#keep.forget(KEY);
  }
}

function asView(value: unknown): DispositionView {
  const { callId, disposition } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return typeof callId === 'string' && typeof disposition === 'string' ? { callId, disposition } : NONE;
}
