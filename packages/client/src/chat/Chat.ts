import { type CallSnapshot, type ChatMessage, type ChatNotice, CODES, LIMITS } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { Send } from '../connection/Send.js';
import type { Keep } from '../Keep.js';
import { randomId } from '../randomId.js';
import { type Store, WritableStore } from '../Store.js';
import type { CallView } from '../views.js';
import { ChatStorage } from './ChatStorage.js';
import { type ChatView, NO_CHAT } from './chatViews.js';
import { entriesOf } from './entries.js';
import type { FileDoor, FileSending } from './FileDoor.js';
import { Heard } from './Heard.js';
import { Outbox, type Outgoing } from './Outbox.js';

/** How long to wait before the server is asked again what was said, in ms. */
const AGAIN_MS = 2_000;

interface ChatParts {
  readonly send: Send;
  readonly clock: Clock;
  readonly serverNow: () => number;
  readonly keep: Keep;
  /** False once the person has signed out: from then on nothing is kept. */
  readonly isSignedIn: () => boolean;
  readonly files: FileDoor;
  /** Where this tab keeps it; of the call that is shown if left out. */
  readonly key?: string;
}

/** The conversation beside the call: what was said, what is not sent yet, what was not read. */
export class Chat {
  readonly view: Store<ChatView>;
  readonly #view = new WritableStore<ChatView>(NO_CHAT);
  readonly #parts: ChatParts;
  readonly #storage: ChatStorage;
  readonly #outbox: Outbox;
  readonly #sendings = new Map<string, { readonly file: File; readonly sending: FileSending }>();
  #heard = new Heard();
  #callId: string | null = null;
  #selfId = '';
  #names: Readonly<Record<string, string>> = {};
  #isOpen = false;
  #isLineUp = false;
  #isReading = false;
  #readSeq = 0;
  /** What this tab had heard before it was loaded. */
  #knownSeq = 0;
  #fileMaxBytes = 0;
  /** Grows with each question that makes an earlier one void. */
  #round = 0;

  constructor(parts: ChatParts) {
    this.#parts = parts;
    this.#storage = new ChatStorage(parts.keep, parts.isSignedIn, parts.key);
    this.view = this.#view;
    this.#outbox = new Outbox({
      clock: parts.clock,
      send: (payload) => parts.send('call:message', payload),
      onSent: (message) => this.hear(message),
      onChange: () => this.#show(),
    });
  }

  /** Writes to the other side. Without a line it is sent when that is back, also after a reload. */
  readonly send = (text: string): void => {
    const words = text.trim().slice(0, LIMITS.textLength);
    if (words !== '') this.#say({ kind: 'text', text: words });
  };

  /** Tells both sides of something that should not be done unseen. */
  readonly notice = (notice: ChatNotice): void => {
    this.#say({ kind: 'notice', notice });
  };

  /** Sends a file; its bytes first, which go on where they were when the line breaks. */
  readonly attach = (file: File): void => {
    const about = { fileId: null, name: file.name, size: file.size, type: file.type };
    const isTooLarge = file.size > this.#fileMaxBytes;
    const messageId = this.#say({ kind: 'file', file: about, progress: 0, problem: isTooLarge ? 'too_large' : null });
    if (messageId !== null && !isTooLarge) this.#sendFile(messageId, file);
  };

  /** Tries again to send what failed. A file that is not to be had any more has to be attached anew. */
  readonly retry = (id: string): void => {
    const messageId = ownIdOf(id);
    const known = this.#sendings.get(messageId);
    if (this.#isOpen) this.#outbox.patch(messageId, { problem: null });
    if (known && this.#isOpen) this.#sendFile(messageId, known.file);
  };

  /** Gives up what is not sent yet. */
  readonly discard = (id: string): void => {
    const messageId = ownIdOf(id);
    this.#sendings.get(messageId)?.sending.stop();
    this.#sendings.delete(messageId);
    this.#outbox.remove(messageId);
  };

  /** Whether the person looks at the conversation now. */
  readonly setReading = (isReading: boolean): void => {
    this.#isReading = isReading;
    this.#show();
  };

  /** A file of this conversation; null if it is not to be had. */
  readonly download = (fileId: string): Promise<Blob | null> =>
    this.#callId === null ? Promise.resolve(null) : this.#parts.files.fetch(this.#callId, fileId);

  /**
   * The call that the page shows: a conversation begins with it, and stays to be read until it is put away. It is that of
   * another call where one is in the room of that.
   */
  follow(view: CallView, conversation?: string): void {
    if (view.state === 'started') this.#begin(conversation ?? view.call.callId, view);
    else if (view.state === 'ended' && view.call && this.#isOf(view.call)) this.#end();
    else if (this.#callId !== null && view.state !== 'resuming') this.#putAway();
  }

  /** These take part: who has written is told by name, also when they have left. */
  know(people: readonly { readonly userId: string; readonly name: string }[]): void {
    const news = people.filter(({ userId, name }) => this.#names[userId] !== name);
    if (news.length === 0) return;
    this.#names = { ...this.#names, ...Object.fromEntries(news.map(({ userId, name }) => [userId, name])) };
    this.#show();
  }

  /** Whether the server can be asked about the call: the line is up, and it knows the call. */
  setLine(isUp: boolean): void {
    this.#isLineUp = isUp;
    if (isUp) void this.#catchUp();
    else {
      this.#round += 1;
      this.#heard.missing();
      this.#outbox.setLine(false);
    }
    for (const { sending } of this.#sendings.values()) sending.setLine(isUp);
  }

  /** A message has its place in the conversation. */
  hear(message: ChatMessage): void {
    if (message.callId !== this.#callId) return;
    this.#heard.heard(message);
    this.#sendings.delete(message.messageId);
    this.#show();
  }

  #isOf({ callId, room }: CallSnapshot): boolean {
    return this.#callId === callId || (this.#callId !== null && this.#callId === room?.callId);
  }

  #begin(callId: string, { call, side }: Extract<CallView, { state: 'started' }>): void {
    if (this.#callId !== callId) this.#open(callId, call[side].userId);
    this.know([call.caller, call.callee]);
  }

  #open(callId: string, selfId: string): void {
    this.#putAway();
    const kept = this.#storage.read(callId);
    this.#callId = callId;
    this.#selfId = selfId;
    this.#names = { ...kept?.names, ...this.#names };
    this.#isOpen = true;
    this.#readSeq = kept?.readSeq ?? 0;
    this.#knownSeq = kept?.heardSeq ?? 0;
    this.#outbox.begin(callId, kept?.outbox.map(interrupted));
    this.#show();
    if (this.#isLineUp) void this.#catchUp();
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const { sending } of this.#sendings.values()) sending.stop();
    this.#sendings.clear();
    this.#outbox.end();
    this.#storage.forget();
  }

  #putAway(): void {
    if (this.#callId === null) return;
    this.#end();
    this.#callId = null;
    this.#names = {};
    this.#heard = new Heard();
    this.#round += 1;
    this.#outbox.begin(null);
    this.#view.set(NO_CHAT);
  }

  /** First what was missed, then what is unsent: so that one's own words stand behind those that they may answer. */
  async #catchUp(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const callId = this.#callId;
    if (callId === null || !this.#isOpen) return;
    for (;;) {
      const result = await this.#parts.send('call:messages', { callId, after: this.#heard.complete });
      if (this.#round !== round) return;
      if (!result.ok) {
        if (result.error.code !== CODES.notInCall) this.#parts.clock.after(AGAIN_MS, () => this.#askAgain(round));
        return;
      }
      const { messages, more, fileMaxBytes } = result.value;
      this.#fileMaxBytes = fileMaxBytes;
      this.#heard.replayed(messages, more);
      this.#show();
      if (!more) break;
    }
    this.#outbox.setLine(true);
  }

  #askAgain(round: number): void {
    if (this.#round === round && this.#isLineUp) void this.#catchUp();
  }

  #say(said: Pick<Outgoing, 'kind'> & Partial<Outgoing>): string | null {
    if (!this.#isOpen) return null;
    const messageId = randomId();
    const at = this.#parts.clock.now();
    this.#outbox.add({ messageId, at, text: '', notice: null, file: null, problem: null, progress: null, ...said });
    return messageId;
  }

  #sendFile(messageId: string, file: File): void {
    const callId = this.#callId;
    if (callId === null) return;
    const about = { name: file.name, size: file.size, type: file.type };
    const sending = this.#parts.files.send(callId, file, {
      onProgress: (progress) => this.#outbox.patch(messageId, { progress }),
      onDone: (fileId) => this.#outbox.patch(messageId, { progress: 1, file: { ...about, fileId } }),
      onFailed: (problem) => this.#outbox.patch(messageId, { problem }),
    });
    this.#sendings.set(messageId, { file, sending });
    sending.setLine(this.#isLineUp);
  }

  #show(): void {
    const { messages } = this.#heard;
    if (this.#callId === null) return;
    if (this.#isReading) this.#readSeq = Math.max(this.#readSeq, messages.at(-1)?.seq ?? 0);
    const offsetMs = this.#parts.serverNow() - this.#parts.clock.now();
    const outbox = this.#outbox.items;
    const about = { selfId: this.#selfId, names: this.#names, offsetMs, knownSeq: this.#knownSeq };
    const isUnread = ({ seq, from, notice }: ChatMessage) =>
      seq > this.#readSeq && from !== this.#selfId && notice !== 'hold' && notice !== 'resume';
    this.#view.set({
      callId: this.#callId,
      isOpen: this.#isOpen,
      isWhole: this.#heard.isComplete,
      entries: entriesOf(messages, outbox, about),
      unread: messages.filter(isUnread).length,
      fileMaxBytes: this.#fileMaxBytes,
    });
    if (!this.#isOpen) return;
    const heardSeq = Math.max(this.#knownSeq, this.#heard.complete);
    this.#storage.write({
      callId: this.#callId,
      readSeq: this.#readSeq,
      heardSeq,
      outbox,
      names: this.#names,
    });
  }
}

/** Entries of one's own have their message's id, behind a mark. */
function ownIdOf(id: string): string {
  return id.slice('own '.length);
}

/** What a page that was loaded anew finds: a text is sent again, the bytes of a file are gone unless all had arrived. */
function interrupted(item: Outgoing): Outgoing {
  const isGone = item.file !== null && item.file.fileId === null && item.problem === null;
  return isGone ? { ...item, problem: 'interrupted' } : item;
}
