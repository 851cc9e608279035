import { LIMITS } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import { type Keep, tabKeep } from '../Keep.js';
import { type Store, WritableStore } from '../Store.js';
import type { DeskLine } from './DeskLine.js';

/** How long one must have stopped typing, in ms, before what is there goes to the server. */
const SETTLE_MS = 800;
/** How soon what could not be saved is tried again, in ms. */
const AGAIN_MS = 5_000;

const KEY = 'frontdesk.notes.';

export interface NotesView {
  readonly callId: string | null;
  readonly text: string;
  /** `unsaved`: this page has it, the server not yet. `failed`: it could not be saved, and is tried again. */
  readonly state: 'saved' | 'unsaved' | 'saving' | 'failed';
}

const NONE: NotesView = { callId: null, text: '', state: 'saved' };

export interface DeskNotesOptions {
  readonly send: DeskLine['send'];
  readonly clock: Clock;
  readonly keep?: Keep;
}

/**
 * What an agent writes down about the present call; saved by itself.
 *
 * Each letter goes into the tab's storage at once, so that a reload loses nothing, and to the server when the typing rests.
 */
export class DeskNotes {
  readonly view: Store<NotesView>;
  readonly #view = new WritableStore<NotesView>(NONE);
  readonly #send: DeskLine['send'];
  readonly #clock: Clock;
  readonly #keep: Keep;
  #cancel: () => void = () => undefined;

  constructor({ send, clock, keep = tabKeep() }: DeskNotesOptions) {
    this.view = this.#view;
    this.#send = send;
    this.#clock = clock;
    this.#keep = keep;
  }

  /** The notes of this call are written from now on. `saved` is what the server has; a draft of this tab stands above it. */
  begin(callId: string, saved: string): void {
    if (this.#view.get().callId === callId) return;
    this.flush();
    const draft = this.#keep.read(KEY + callId);
    const isDraft = typeof draft === 'string' && draft !== saved;
    this.#view.set({ callId, text: isDraft ? draft : saved, state: isDraft ? 'unsaved' : 'saved' });
    if (isDraft) this.#saveIn(0);
    else this.#keep.forget(KEY + callId);
  }

  readonly write = (text: string): void => {
    const { callId } = this.#view.get();
    if (callId === null) return;
    const bounded = text.slice(0, LIMITS.textLength);
    this.#keep.write(KEY + callId, bounded);
    this.#view.set({ callId, text: bounded, state: 'unsaved' });
    this.#saveIn(SETTLE_MS);
  };

  /** What is written about this call; null if nothing here is. */
  textOf(callId: string): string | null {
    const { callId: present, text } = this.#view.get();
    if (present === callId) return text;
    const draft = this.#keep.read(KEY + callId);
    return typeof draft === 'string' ? draft : null;
  }

  /** Sends what waits, now. */
  flush(): void {
    if (this.#view.get().state === 'unsaved' || this.#view.get().state === 'failed') void this.#save();
  }

  /** The line is back. */
  lineUp(): void {
    this.flush();
  }

  /** The call is done with: the server has it all. */
  forget(callId: string): void {
    this.#keep.forget(KEY + callId);
    if (this.#view.get().callId !== callId) return;
    this.#cancel();
    this.#view.set(NONE);
  }

  #saveIn(ms: number): void {
    this.#cancel();
    this.#cancel = this.#clock.after(ms, () => void this.#save());
  }

  async #save(): Promise<void> {
    this.#cancel();
    const { callId, text } = this.#view.get();
    if (callId === null) return;
    this.#view.patch({ state: 'saving' });
    const answer = await this.#send('desk:note', { callId, notes: text });
    const now = this.#view.get();
    // Another call's turn: a draft that was not saved waits in the tab for the end of the wrap-up.
    if (now.callId !== callId) return;
    if (now.text !== text) return;
    this.#view.patch({ state: answer.ok ? 'saved' : 'failed' });
    if (answer.ok) this.#keep.forget(KEY + callId);
    else this.#saveIn(AGAIN_MS);
  }
}
