import { type CallSnapshot, CODES, codeName, mediaAtStart, type Result, type RoomPurpose } from '@frontdesk/protocol';
import type { CallControl } from '../calls/CallControl.js';
import { liveCall } from '../calls/show.js';
import type { Chat } from '../chat/Chat.js';
import type { Send } from '../connection/Send.js';
import type { Store } from '../Store.js';
import type { CallView } from '../views.js';
import type { Room } from './Room.js';

export interface RoomCommandsPorts {
  readonly send: Send;
  readonly call: Store<CallView>;
  readonly side: CallControl;
  readonly room: Room;
  readonly chat: Chat;
}

/** What the person does about the room of the call: brings someone in, hands the call over, holds. */
export class RoomCommands {
  readonly #ports: RoomCommandsPorts;
  #sideBefore: CallView['state'];
  #callBefore: string | null = null;
  /** The call that has come to this page by a hand-over. */
  #takenOver: string | null = null;

  constructor(ports: RoomCommandsPorts) {
    this.#ports = ports;
    this.#sideBefore = ports.side.view.get().state;
    ports.side.view.subscribe(() => this.#followSide());
    ports.call.subscribe(() => this.#followCall());
    ports.room.hold.subscribe(() => this.#followHold());
  }

  async bring(to: string, as: RoomPurpose, name: string | null): Promise<Result<CallSnapshot>> {
    const { call, room, side } = this.#ports;
    const main = call.get();
    if (main.state !== 'started') return failure(CODES.notInCall, 'no call here');
    room.asks(as);
    const { video } = mediaAtStart(main.call.flags, main.side);
    return side.request(to, video, name, { callId: main.call.callId, as });
  }

  async join(): Promise<Result<CallSnapshot>> {
    const { send, side } = this.#ports;
    const call = liveCall(side.view.get());
    if (!call) return failure(CODES.notInCall, 'nobody was called into this room');
    const result = await send('call:join', { callId: call.callId });
    if (!result.ok) return result;
    side.acknowledged(result.value);
    this.setHold(false);
    return result;
  }

  async handOver(): Promise<Result<CallSnapshot>> {
    const { send, call, side } = this.#ports;
    const main = call.get();
    const other = side.view.get();
    if (main.state !== 'started' || other.state !== 'started')
      return failure(CODES.notInCall, 'nobody to take it over');
    return send('call:transfer', { callId: main.call.callId, to: other.other.userId });
  }

  endSide(): void {
    const { side } = this.#ports;
    const view = side.view.get();
    if (view.state === 'ended') {
      side.dismiss();
      return;
    }
    const wasApart = view.state === 'started' && view.call.room?.as === 'aside';
    void side.leave(CODES.ok);
    // What one has ended oneself is no news.
    side.dismiss();
    if (wasApart) this.setHold(false);
  }

  setHold(on: boolean): void {
    const { call, room, chat } = this.#ports;
    this.#takenOver = null;
    if (call.get().state === 'started' && room.hold.get().own !== on) chat.notice(on ? 'hold' : 'resume');
  }

  #followCall(): void {
    const view = this.#ports.call.get();
    const callId = view.state === 'started' ? view.call.callId : null;
    if (callId !== null && this.#callBefore !== null && callId !== this.#callBefore) this.#takenOver = callId;
    this.#callBefore = callId;
  }

  /** One that comes back to who handed it over while it was on hold is not on hold for that. */
  #followHold(): void {
    if (this.#ports.room.hold.get().own && this.#takenOver === this.#callBefore && this.#takenOver) this.setHold(false);
  }

  /** Whoever talks to a colleague apart is not to be heard by both. */
  #followSide(): void {
    const view = this.#ports.side.view.get();
    const hasAnswered = view.state === 'started' && this.#sideBefore === 'outgoing';
    this.#sideBefore = view.state;
    if (hasAnswered && view.call.room?.as === 'aside') this.setHold(true);
  }
}

function failure(code: number, message: string): Result<never> {
  return { ok: false, error: { code, name: codeName(code), message } };
}
