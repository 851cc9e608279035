import { type CallSnapshot, CODES, type CommandPayload, type EndedBy, type Result } from '@frontdesk/protocol';
import { boundPage, callerPage, isSamePage, sideOfBound } from './addresses.js';
import { type Answer, refused } from './answer.js';
import type { CallPorts } from './CallPorts.js';
import type { Next } from './CallRunner.js';
import type { AskedRoom, Call, Finished, PageAddress, Started } from './call.js';
import { isJoined, isPartyOf, type Member, membersOf, shownMembers, wayBetween } from './members.js';
import type { RoomCalls } from './ports.js';
import { type Actor, NO_SUCH_CALL } from './rules.js';

/** What is done to a call by its id; as the runner's `apply`. */
type Apply = (callId: string, next: Next, answer?: Answer<CallSnapshot>, viewer?: string | null) => Promise<void>;

/** Which hand-over is meant, and by whom; null where the one who leaves has brought it about. */
interface Wish {
  readonly by: Extract<EndedBy, 'server'> | null;
  readonly isMeant: (host: Started, side: Started) => boolean;
}

/** The room of a new side call, and whether another is in it already. */
export interface RoomPlace extends AskedRoom {
  readonly isTaken: boolean;
}

/** Rooms in which more than two may be: what a step of one call means for the call whose room it is in (C27–C35). */
export class Rooms {
  readonly #ports: CallPorts;
  readonly #apply: Apply;
  readonly #told: (callId: string) => Promise<void> | null;

  constructor(ports: CallPorts, apply: Apply, told: (callId: string) => Promise<void> | null) {
    this.#ports = ports;
    this.#apply = apply;
    this.#told = told;
  }

  /** Into which room a request would call someone, or why it can't (C27). */
  async placeFor(
    from: Actor,
    to: string,
    { callId, as }: NonNullable<CommandPayload<'call:request'>['room']>,
  ): Promise<RoomPlace | Result<never>> {
    const { host, side } = await this.#ports.store.room(callId);
    if (host?.state !== 'started' || host.asked.room !== null || sideOfBound(host, from) === null) return NO_SUCH_CALL;
    if (isPartyOf(host, to)) return refused(CODES.notAllowed, 'is in the room already');
    return { callId, roomId: host.roomId, as, isTaken: side !== undefined };
  }

  /** C30: who talks aside comes into the room. */
  async join(from: Actor, callId: string, answer: Answer<CallSnapshot>): Promise<void> {
    await this.#apply(
      callId,
      async (call) => {
        const { room } = call.asked;
        if (!room || call.state !== 'started' || !isSamePage(callerPage(call), from)) return NO_SUCH_CALL;
        const { host } = await this.#ports.store.room(room.callId);
        const isOpen = host?.state === 'started' && sideOfBound(host, from) !== null && room.as !== 'transfer';
        return isOpen ? { type: 'joined' } : NO_SUCH_CALL;
      },
      answer,
    );
  }

  /** C31: the place in a call goes to the one with whom this page talks in a call into its room. */
  async transfer(from: Actor, callId: string, to: string, answer: Answer<CallSnapshot>): Promise<void> {
    const isMeant = (_host: Started, side: Started) => side.callee.userId === to && isSamePage(callerPage(side), from);
    await this.#handOver(callId, { by: null, isMeant }, answer, from.userId);
  }

  /** Whoever has brought a third into the room leaves it by FINISH: the other two go on (C32). False if there is no such third. */
  async leave(room: RoomCalls, from: Actor, answer: Answer<CallSnapshot>): Promise<boolean> {
    const { host, side } = room;
    if (!host || !isJoined(side) || !isSamePage(callerPage(side), from)) return false;
    let isDone = false;
    const isMeant = (_host: Started, now: Started) => isJoined(now) && isSamePage(callerPage(now), from);
    const ifDone: Answer<CallSnapshot> = (result) => {
      if (!result.ok) return;
      isDone = true;
      answer(result);
    };
    await this.#handOver(host.asked.callId, { by: null, isMeant }, ifDone, from.userId);
    return isDone;
  }

  /** The grace time of one who has brought a third into the room is over: that one takes the place (C32). False if there is none. */
  async inherit(call: Started, timer: 'callerGrace' | 'calleeGrace', at: number): Promise<boolean> {
    const { room, callId } = call.asked;
    const lostSide = timer === 'callerGrace' ? 'caller' : 'callee';
    if (room !== null && (lostSide === 'callee' || !isJoined(call))) return false;
    const isLost = (now: Started) => now.asked.callId === callId && now.lost[lostSide] === at;
    const isMeant = (host: Started, side: Started) =>
      isJoined(side) &&
      (room === null ? isLost(host) && isSamePage(boundPage(host, lostSide), callerPage(side)) : isLost(side));
    return this.#handOver(room?.callId ?? callId, { by: 'server', isMeant });
  }

  /** What follows from a step for the other call in its room; null if nothing does. */
  after(before: Call | null, call: Call): Promise<unknown> | null {
    const { room, callId } = call.asked;
    if (room === null) {
      if (before?.state === 'started' && call.state === 'finished') return this.#hostEnded(call);
      // Taken up again: of two the call itself says who they are.
      return before === null && call.state === 'started' ? this.#tellMembers(callId, 3) : null;
    }
    if (before && before.state !== 'started' && call.state === 'started' && room.as === 'transfer') {
      return this.#transferred(call);
    }
    // After a hand-over the room is told by who has done that.
    const isTransferred = call.state === 'finished' && call.code === CODES.transferred;
    const isChanged = isJoined(before) !== isJoined(call) && !isTransferred;
    return isChanged ? this.#tellMembers(room.callId, before === null ? 3 : 0) : null;
  }

  /** Tells everybody who is in this call's room who is, if there are so many. */
  async #tellMembers(hostId: string, least = 0): Promise<void> {
    const members = membersOf(await this.settled(hostId));
    if (members.length >= least) this.#tell(members, () => true);
  }

  /** What a page that connects to a started call must know behind its snapshot: who is there, if more than two are. */
  async greet(call: Started, page: PageAddress): Promise<void> {
    const members = membersOf(await this.settled(call.asked.room?.callId ?? call.asked.callId));
    if (members.length > 2) this.#tell(members, (member) => isSamePage(member.page, page));
  }

  /** The way to another member of the room, who is not at the other end of this call (C22). */
  async wayTo(call: Call | undefined, from: Actor, to: string): Promise<Member | null> {
    if (call?.state !== 'started') return null;
    const { room, callId } = call.asked;
    return wayBetween(membersOf(await this.settled(room?.callId ?? callId)), from, callId, to);
  }

  /** Both calls of a room as they are when all of them that is saved is told. */
  async settled(hostId: string): Promise<RoomCalls> {
    for (;;) {
      await this.#told(hostId);
      const room = await this.#ports.store.room(hostId);
      const sideTold = room.side && this.#told(room.side.asked.callId);
      if (!this.#told(hostId) && !sideTold) return room;
      await sideTold;
    }
  }

  #tell(members: readonly Member[], isTold: (member: Member) => boolean): void {
    const shown = shownMembers(members);
    for (const member of members) {
      if (isTold(member)) {
        this.#ports.endpoints.tell(member.page, 'room:members', { callId: member.callId, members: shown });
      }
    }
  }

  /** A call that was made to hand its host over has started (C28); if that can't be done any more, it is for nothing. */
  async #transferred({ asked }: Started): Promise<void> {
    const { callId } = asked;
    const isMeant = (_host: Started, side: Started) => side.asked.callId === callId;
    if (await this.#handOver(asked.room?.callId ?? '', { by: null, isMeant })) return;
    await this.#close(callId, 'server', CODES.canceled);
  }

  /** A side call goes on for its two; but one that should have handed the call over has nothing to hand over any more (C33). */
  async #hostEnded({ asked: { callId } }: Finished): Promise<void> {
    const { side } = await this.#ports.store.room(callId);
    if (side?.asked.room?.as === 'transfer') await this.#close(side.asked.callId, 'server', CODES.canceled);
    else if (isJoined(side)) await this.#tellMembers(callId);
  }

  /**
   * Two steps, one for each call: first the place goes to who takes over, so that the customer is never alone; then the side
   * call ends. If that fails, two who talk stay in a call that either can end; nobody else is touched by it.
   */
  async #handOver(
    hostId: string,
    { by, isMeant }: Wish,
    answer: Answer<CallSnapshot> = () => undefined,
    viewer: string | null = null,
  ): Promise<boolean> {
    const { store, clock } = this.#ports;
    const done = { sideId: '', isOk: false };
    await this.#apply(
      hostId,
      async (host) => {
        const { side } = await store.room(hostId);
        if (host.state !== 'started' || side?.state !== 'started' || !isMeant(host, side)) return NO_SUCH_CALL;
        const place = sideOfBound(host, callerPage(side));
        if (!place || isPartyOf(host, side.callee.userId)) return NO_SUCH_CALL;
        done.sideId = side.asked.callId;
        const { callee: to, calleeEndpoint: endpointId } = side;
        return { type: 'handedOver', side: place, to, endpointId, by: by ?? place, at: clock.now() };
      },
      (result) => {
        done.isOk = result.ok;
        answer(result);
      },
      viewer,
    );
    if (!done.isOk) return false;
    // Who leaves is the caller of the side call.
    await this.#close(done.sideId, by ?? 'caller', CODES.transferred);
    await this.#tellMembers(hostId);
    return true;
  }

  #close(callId: string, by: EndedBy, code: number): Promise<void> {
    const at = this.#ports.clock.now();
    return this.#apply(callId, () => ({ type: 'closed', by, code, at }));
  }
}
