import { type ChatMessage, type ChatNotice, CODES, type CommandInput, type Result } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { ChatEntryFile, ChatProblem } from './chatViews.js';

/** What a page wants to say and the server has not acknowledged. */
export interface Outgoing {
  readonly messageId: string;
  readonly kind: 'text' | 'file' | 'notice';
  readonly text: string;
  readonly notice: ChatNotice | null;
  readonly file: ChatEntryFile | null;
  /** Epoch ms of this machine. */
  readonly at: number;
  /** Null while it waits or is on its way. */
  readonly problem: ChatProblem | null;
  /** Of a file; otherwise null. */
  readonly progress: number | null;
}

interface OutboxPorts {
  readonly clock: Clock;
  readonly send: (payload: CommandInput<'call:message'>) => Promise<Result<ChatMessage>>;
  /** It has its place in the conversation. */
  readonly onSent: (message: ChatMessage) => void;
  readonly onChange: () => void;
}

/** How long to wait before something is sent again though the line is up, in ms. */
const AGAIN_MS = 2_000;

/**
 * Sends what was written, one after the other in its order, and again whenever the line broke: the server knows each by its
 * id, so that nothing arrives twice.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  #items: readonly Outgoing[] = [];
  #callId: string | null = null;
  #isLineUp = false;
  #isSending = false;
  #cancelAgain: () => void = () => undefined;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** In the order in which it was written. */
  get items(): readonly Outgoing[] {
    return this.#items;
  }

  /** Begins another conversation, with what an earlier page has left unsent. */
  begin(callId: string | null, items: readonly Outgoing[] = []): void {
    this.#callId = callId;
    this.#items = items;
    this.#cancelAgain();
  }

  setLine(isUp: boolean): void {
    this.#isLineUp = isUp;
    if (isUp) void this.#flush();
  }

  add(item: Outgoing): void {
    this.#set([...this.#items, item]);
    void this.#flush();
  }

  patch(messageId: string, fields: Partial<Outgoing>): void {
    this.#set(this.#items.map((item) => (item.messageId === messageId ? { ...item, ...fields } : item)));
    void this.#flush();
  }

  remove(messageId: string): void {
    this.#set(this.#items.filter((item) => item.messageId !== messageId));
  }

  /** The call has ended: what is not sent will not be. */
  end(): void {
    this.#cancelAgain();
    this.#set(this.#items.map((item) => ({ ...item, problem: item.problem ?? 'over' })));
  }

  async #flush(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (;;) {
      const callId = this.#callId;
      const next = this.#items.find(isReady);
      if (!this.#isLineUp || callId === null || !next) break;
      const result = await this.#ports.send(payloadOf(callId, next));
      if (this.#callId !== callId) continue;
      if (!result.ok && isPassing(result.error.code)) {
        this.#cancelAgain();
        this.#cancelAgain = this.#ports.clock.after(AGAIN_MS, () => void this.#flush());
        break;
      }
      if (!result.ok) this.#set(this.#items.map((item) => (item === next ? failed(item, result.error.code) : item)));
      else {
        this.#items = this.#items.filter(({ messageId }) => messageId !== next.messageId);
        this.#ports.onSent(result.value);
      }
    }
    this.#isSending = false;
  }

  #set(items: readonly Outgoing[]): void {
    this.#items = items;
    this.#ports.onChange();
  }
}

/** A file waits until all of it is with the server. */
function isReady({ problem, file }: Outgoing): boolean {
  return problem === null && (file === null || file.fileId !== null);
}

function payloadOf(callId: string, item: Outgoing): CommandInput<'call:message'> {
  const inCall = { callId, messageId: item.messageId };
  if (item.file?.fileId) return { ...inCall, kind: 'file', fileId: item.file.fileId };
  if (item.notice) return { ...inCall, kind: 'notice', notice: item.notice };
  return { ...inCall, kind: 'text', text: item.text };
}

/** No line, or too much at once. */
function isPassing(code: number): boolean {
  return code === CODES.disconnected || code === CODES.rateLimited;
}

function failed(item: Outgoing, code: number): Outgoing {
  const problems: Readonly<Record<number, ChatProblem>> = { [CODES.notInCall]: 'over', [CODES.notAllowed]: 'full' };
  return { ...item, problem: problems[code] ?? 'failed' };
}
