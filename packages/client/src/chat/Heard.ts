import type { ChatMessage } from '@frontdesk/protocol';

/** What the server has told of a conversation, each message once and in its order. */
export class Heard {
  readonly #byKey = new Map<string, ChatMessage>();
  #sorted: readonly ChatMessage[] = [];
  /** Everything up to this number is here. */
  #complete = 0;
  #isComplete = false;

  /** The oldest first. */
  get messages(): readonly ChatMessage[] {
    return this.#sorted;
  }

  /** The number to ask after when the line is back. */
  get complete(): number {
    return this.#complete;
  }

  /** Whether everything that was said is here. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** The line broke: from now on something may be missed, until `caughtUp`. */
  missing(): void {
    this.#isComplete = false;
  }

  /** What the server answered to the question after `complete`; `more` as it says. */
  replayed(messages: readonly ChatMessage[], more: boolean): void {
    this.#add(messages);
    this.#complete = messages.reduce((last, { seq }) => Math.max(last, seq), this.#complete);
    if (more) return;
    this.#isComplete = true;
    this.#complete = this.#sorted.at(-1)?.seq ?? 0;
  }

  /** News, or an acknowledgment. What comes before a gap is filled must not hide the gap. */
  heard(message: ChatMessage): void {
    this.#add([message]);
    if (this.#isComplete) this.#complete = Math.max(this.#complete, message.seq);
  }

  #add(messages: readonly ChatMessage[]): void {
    for (const message of messages) this.#byKey.set(`${message.from} ${message.messageId}`, message);
    this.#sorted = [...this.#byKey.values()].sort((one, two) => one.seq - two.seq);
  }
}
