import { type ChatMessage, type ChatMessages, CODES, type CommandPayload } from '@frontdesk/protocol';
import { type Answer, refused } from '../calls/answer.js';
import { type Actor, NO_SUCH_CALL } from '../calls/rules.js';
import { Conversation, type Said } from './Conversation.js';
import type { ChatPorts } from './ports.js';

/** How much text is held in memory, in UTF-16 units: past it, what was not touched the longest is read from disk when needed. */
const HELD_TEXT = 16 * 1024 * 1024;

/** How often calls that the server does not know any more are looked for, in ms. */
const SWEEP_MS = 30_000;

interface Talk {
  readonly conversation: Conversation;
  /** Resolves when all that was said is written down and told, or refused after all. */
  settled: Promise<void>;
  /** How many wait for that. */
  pending: number;
}

/**
 * What people write to each other in a call (section 3): carried by the server, so that nothing is lost when a line
 * breaks, a page is loaded anew or the server is started again. The calls know nothing of it.
 */
export class Chat {
  readonly #ports: ChatPorts;
  /** What was touched last comes last. */
  readonly #talks = new Map<string, Promise<Talk>>();
  #length = 0;
  #isSweeping = false;

  constructor(ports: ChatPorts) {
    this.#ports = ports;
  }

  /** Written down, then answered, then told. The same `messageId` from the same user is the same message. */
  async post(from: Actor, payload: CommandPayload<'call:message'>, answer: Answer<ChatMessage>): Promise<void> {
    const { callId, messageId } = payload;
    const part = await this.#ports.parties.of(callId, from);
    if (!part) return answer(NO_SUCH_CALL);
    const file = payload.kind === 'file' ? await this.#ports.files.find(callId, payload.fileId, from.userId) : null;
    const talk = await this.#open(callId);
    const known = talk.conversation.known(from.userId, messageId);
    if (known) {
      await talk.settled;
      const isStill = talk.conversation.known(from.userId, messageId) === known;
      return answer(isStill ? { ok: true, value: known } : NO_SUCH_CALL);
    }
    if (!part.isOpen) return answer(NO_SUCH_CALL);
    if (payload.kind === 'file' && !file) return answer(refused(CODES.badArgument, 'no such file of yours is here'));
    const text = payload.kind === 'text' ? payload.text : '';
    if (talk.conversation.isFullFor(text)) return answer(refused(CODES.notAllowed, 'the conversation is full'));
    const notice = payload.kind === 'notice' ? payload.notice : null;
    const at = this.#ports.clock.now();
    await this.#say(
      talk,
      from,
      { callId, messageId, from: from.userId, at, kind: payload.kind, text, notice, file },
      answer,
    );
  }

  /** What was said after a message, for a page that comes back. */
  async messages(
    from: Actor,
    { callId, after }: CommandPayload<'call:messages'>,
    answer: Answer<ChatMessages>,
  ): Promise<void> {
    if (!(await this.#ports.parties.of(callId, from))) return answer(NO_SUCH_CALL);
    const { conversation, settled } = await this.#open(callId);
    await settled;
    answer({ ok: true, value: { ...conversation.after(after), fileMaxBytes: this.#ports.files.maxBytes } });
  }

  /** How many conversations are in memory, for the test that none is left behind. */
  get size(): number {
    return this.#talks.size;
  }

  /** In its order behind all that was said before, so that each side reads the same. */
  #say(talk: Talk, from: Actor, said: Said, answer: Answer<ChatMessage>): Promise<void> {
    const { conversation } = talk;
    const message = conversation.add(said);
    this.#length += message.text.length;
    talk.pending += 1;
    const before = talk.settled;
    const written = this.#ports.keep.append(message);
    talk.settled = (async () => {
      await Promise.all([before, written]);
      talk.pending -= 1;
      // The call may have ended meanwhile, and over is over (C13).
      const part = await this.#ports.parties.of(said.callId, from);
      if (!part?.isOpen) {
        conversation.drop(message);
        this.#length -= message.text.length;
        answer(NO_SUCH_CALL);
        return;
      }
      answer({ ok: true, value: message });
      for (const page of part.others) this.#ports.endpoints.tell(page, 'call:message', message);
      this.#ports.watchers.tell('call:message', message);
    })();
    return talk.settled;
  }

  /** A call's conversation; read from disk if an earlier run of the server, or too many others, have put it there. */
  #open(callId: string): Promise<Talk> {
    const held = this.#talks.get(callId);
    const talk = held ?? this.#read(callId);
    this.#talks.delete(callId);
    this.#talks.set(callId, talk);
    if (this.#length > HELD_TEXT) void this.#makeRoom(callId);
    this.#sweepLater();
    return talk;
  }

  async #read(callId: string): Promise<Talk> {
    const conversation = new Conversation(await this.#ports.keep.read(callId));
    this.#length += conversation.length;
    return { conversation, settled: Promise.resolve(), pending: 0 };
  }

  async #makeRoom(wanted: string): Promise<void> {
    for (const [callId, opening] of [...this.#talks]) {
      if (this.#length <= HELD_TEXT) return;
      const talk = await opening;
      if (callId !== wanted && talk.pending === 0) this.#drop(callId, opening, talk);
    }
  }

  #drop(callId: string, opening: Promise<Talk>, { conversation }: Talk): void {
    if (this.#talks.get(callId) !== opening) return;
    this.#talks.delete(callId);
    this.#length -= conversation.length;
  }

  #sweepLater(): void {
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    this.#ports.clock.at(this.#ports.clock.now() + SWEEP_MS, () => void this.#sweep());
  }

  /** Forgets what was said in calls that the server does not know any more. */
  async #sweep(): Promise<void> {
    for (const [callId, opening] of [...this.#talks]) {
      if (await this.#ports.parties.isKnown(callId)) continue;
      this.#drop(callId, opening, await opening);
    }
    this.#isSweeping = false;
    if (this.#talks.size > 0) this.#sweepLater();
  }
}
