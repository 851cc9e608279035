import type { CustomerCard } from '@frontdesk/protocol';
import { type Store, WritableStore } from '../Store.js';
import type { DeskLine } from './DeskLine.js';

/** The card of the present call's customer. */
export interface CardView {
  readonly callId: string | null;
  /** Null while it is asked for, or where there is none. */
  readonly card: CustomerCard | null;
}

const NONE: CardView = { callId: null, card: null };

/** Who calls: asked for once per call, and again where the line broke before the answer. */
export class DeskCards {
  readonly view: Store<CardView>;
  readonly #view = new WritableStore<CardView>(NONE);
  readonly #line: Pick<DeskLine, 'send'>;
  readonly #onCard: (card: CustomerCard) => void;

  constructor(line: Pick<DeskLine, 'send'>, onCard: (card: CustomerCard) => void) {
    this.view = this.#view;
    this.#line = line;
    this.#onCard = onCard;
  }

  /** Shows the card of this call from now on; null: of none. */
  readonly follow = (callId: string | null): void => {
    if (callId === this.#view.get().callId) return;
    this.#view.set(callId === null ? NONE : { callId, card: null });
    void this.#ask();
  };

  /** Asks again for what is missing. */
  lineUp(): void {
    if (this.#view.get().card === null) void this.#ask();
  }

  /** Asks anew: what is known of the customer may have changed. */
  readonly refresh = (): void => void this.#ask();

  async #ask(): Promise<void> {
    const { callId } = this.#view.get();
    if (callId === null) return;
    const answer = await this.#line.send('desk:card', { callId });
    if (!answer.ok || this.#view.get().callId !== callId) return;
    this.#view.set({ callId, card: answer.value });
    this.#onCard(answer.value);
  }
}
