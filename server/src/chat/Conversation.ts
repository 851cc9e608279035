import { type ChatMessage, LIMITS } from '@frontdesk/protocol';

/** A message that has no place in the conversation yet. */
export type Said = Omit<ChatMessage, 'seq'>;

/**
 * What was said in one call, in its order.
 *
 * After a restart it goes on with a number that no page can have seen, should the disk have lost the last lines: a call has
 * fewer messages than the leap.
 */
export class Conversation {
  readonly #messages: ChatMessage[];
  readonly #byId = new Map<string, ChatMessage>();
  #seq: number;
  #length = 0;

  /** `kept` is what an earlier run of the server has written down. */
  constructor(kept: readonly ChatMessage[] = []) {
    this.#messages = [...kept];
    for (const message of kept) this.#count(message, 1);
    this.#seq = kept.reduce((last, { seq }) => Math.max(last, seq + LIMITS.messagesPerCall), 0);
  }

  /** How much text it holds, in UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  /** Whether there is no room for so much more text. */
  isFullFor(text: string): boolean {
    return this.#messages.length >= LIMITS.messagesPerCall || this.#length + text.length > LIMITS.textPerCall;
  }

  /** What this user has said under this id. */
  known(from: string, messageId: string): ChatMessage | undefined {
    return this.#byId.get(keyOf({ from, messageId }));
  }

  add(said: Said): ChatMessage {
    this.#seq += 1;
    const message: ChatMessage = { ...said, seq: this.#seq };
    this.#messages.push(message);
    this.#count(message, 1);
    return message;
  }

  /** Takes a message back that nobody has been told. */
  drop(message: ChatMessage): void {
    const index = this.#messages.indexOf(message);
    if (index === -1) return;
    this.#messages.splice(index, 1);
    this.#count(message, -1);
  }

  /** What was said after that number, and whether there is more than one answer holds. */
  after(seq: number): { readonly messages: readonly ChatMessage[]; readonly more: boolean } {
    const rest = this.#messages.filter((message) => message.seq > seq);
    return { messages: rest.slice(0, LIMITS.messagesPerAnswer), more: rest.length > LIMITS.messagesPerAnswer };
  }

  #count(message: ChatMessage, by: 1 | -1): void {
    this.#length += by * message.text.length;
    if (by === 1) this.#byId.set(keyOf(message), message);
    else this.#byId.delete(keyOf(message));
  }
}

function keyOf({ from, messageId }: Pick<ChatMessage, 'from' | 'messageId'>): string {
  return `${from} ${messageId}`;
}
