import { boundPage } from '../../src/calls/addresses.js';
import type { CallTables } from '../../src/calls/CallTables.js';
import { type Call, isLive, type LiveCall, partiesIn } from '../../src/calls/call.js';
import type { CallFacts, Endpoints } from '../../src/calls/ports.js';
import type { TimerName } from '../../src/calls/step.js';
import type { RunningTimer } from '../../src/calls/Timers.js';
import type { House } from './House.js';
import type { PageState } from './page.js';
import { peersAt, roomFaults } from './roomFaults.js';
import type { State, WorldSpec } from './state.js';
import { NOTHING } from './told.js';

/** What the server holds, and which pages it thinks are there. */
export interface Held extends Pick<Endpoints, 'isConnected' | 'connectedOf'> {
  readonly tables: CallTables;
  readonly timers: readonly RunningTimer[];
}

/** What must hold whenever the server has come to rest, in the words of `docs/invariants.md`; empty if it all does. */
export function serverFaults(house: House): string[] {
  return [
    ...heldFaults(house),
    ...rings(house),
    ...roomFaults(house.tables, house.world.customer),
    ...house.onDisk.flatMap((callId) =>
      isLiveIn(house, callId) ? `[disk-true] ${callId} goes on, and its end is on disk` : [],
    ),
    ...house.handed.flatMap((facts) => diskFaults(house, facts)),
    ...(house.unanswered > 0 ? ['[one-answer] a command is not answered'] : []),
  ];
}

/** Who is in a call that was handed over is who the disk says (C35). */
function diskFaults({ tables }: Held, { asked, calleeEndpoint }: CallFacts): string[] {
  const call = tables.calls.get(asked.callId);
  if (call?.state !== 'started') return [];
  const isTrue = call.asked.callerEndpoint === asked.callerEndpoint && call.calleeEndpoint === calleeEndpoint;
  return isTrue ? [] : [`[disk-true] ${asked.callId} goes on between others than the disk says`];
}

function isLiveIn({ tables }: Held, callId: string): boolean {
  const call = tables.calls.get(callId);
  return call !== undefined && isLive(call);
}

/** The part of it that says nothing of what pages were told. */
export function heldFaults(held: Held): string[] {
  const live = [...held.tables.calls.values()].filter(isLive);
  return [...oneCallEach(held, live), ...clocks(held, live), ...live.flatMap((call) => away(held, call))];
}

/** Nobody is in two live calls, and whoever is in none is free (C2, C13). */
function oneCallEach({ tables }: Held, live: readonly LiveCall[]): string[] {
  const faults: string[] = [];
  const inCall = new Map<string, string>();
  for (const call of live) {
    for (const userId of partiesIn(call)) {
      const other = tables.calls.get(inCall.get(userId) ?? '');
      if (other && !isHostAndSide(other, call, userId) && !isHostAndSide(call, other, userId)) {
        faults.push(`[one-call] ${userId} is in ${other.asked.callId} and in ${call.asked.callId}`);
      }
      inCall.set(userId, call.asked.callId);
      const busy = call.asked.room === null ? tables.live : tables.aside;
      if (busy.get(userId) !== call.asked.callId) {
        faults.push(`[free] ${userId} is in ${call.asked.callId} and counts as free`);
      }
    }
  }
  for (const [userId, callId] of [...tables.live, ...tables.aside]) {
    const call = live.find(({ asked }) => asked.callId === callId);
    if (!call || !partiesIn(call).includes(userId)) faults.push(`[free] ${userId} counts as in ${callId} and is not`);
  }
  const rooms = live.flatMap((call) => (call.state === 'started' ? call.roomId : []));
  for (const [roomId, callId] of tables.rooms) {
    if (!rooms.includes(roomId)) faults.push(`[free] room ${roomId} of ${callId} is taken by nobody`);
  }
  return faults;
}

/** Who is in a started call may have called one other into its room (C2). */
function isHostAndSide(host: Call, side: Call, userId: string): boolean {
  const isOfIt = side.asked.room?.callId === host.asked.callId && side.asked.caller.userId === userId;
  return isOfIt && host.state === 'started';
}

/** Exactly the clocks run that the calls' states demand: none is stuck, none is left (C9, C13, C19). */
function clocks({ timers }: Held, live: readonly LiveCall[]): string[] {
  const due = live.flatMap((call) => duesOf(call).map(([timer, at]) => `${call.asked.callId} ${timer} ${at}`)).sort();
  const running = timers.map(({ callId, timer, at }) => `${callId} ${timer} ${at}`).sort();
  if (due.join() === running.join()) return [];
  return [`[clocks] due: ${due.join(', ') || 'none'}; running: ${running.join(', ') || 'none'}`];
}

function duesOf(call: LiveCall): [TimerName, number][] {
  const dues: [TimerName, number][] = [];
  if (call.state === 'deciding') dues.push(['decide', call.expiresAt]);
  if (call.state === 'waiting') dues.push(['wait', call.expiresAt]);
  if (call.state === 'ringing') dues.push(['ring', call.expiresAt]);
  if (call.lost.caller !== null) dues.push(['callerGrace', call.lost.caller]);
  if (call.lost.callee !== null) dues.push(['calleeGrace', call.lost.callee]);
  return dues;
}

/** Whoever is away is missed, whoever is there is not (C19, C20). */
function away(held: Held, call: LiveCall): string[] {
  const { callId, caller, callerEndpoint } = call.asked;
  const isCallerThere =
    held.isConnected(caller.userId, callerEndpoint) && !(call.state === 'started' && call.unshown === 'caller');
  const faults: string[] = [];
  if (isCallerThere !== (call.lost.caller === null)) {
    faults.push(
      `[missed] the caller of ${callId} is ${isCallerThere ? 'there' : 'away'}, and the call does not know it`,
    );
  }
  const isCalleeThere = calleeThere(held, call);
  if (isCalleeThere !== (call.lost.callee === null)) {
    faults.push(
      `[missed] the callee of ${callId} is ${isCalleeThere ? 'there' : 'away'}, and the call does not know it`,
    );
  }
  return faults;
}

function calleeThere(held: Held, call: LiveCall): boolean {
  switch (call.state) {
    case 'deciding':
      // An acceptance in advance goes with its page; there is no grace for it.
      return !call.accepted || held.isConnected(call.asked.dialed.userId, call.accepted.endpointId);
    case 'waiting':
      return true;
    case 'ringing':
      return call.targets.some(({ userId }) => held.connectedOf(userId).length > 0);
    case 'started':
      return held.isConnected(call.callee.userId, call.calleeEndpoint) && call.unshown !== 'callee';
  }
}

/** It rings exactly where the call says so: no stuck ring, nobody left out, no call that waits and is offered (C5, C7). */
function rings(house: House): string[] {
  const { tables } = house;
  const faults: string[] = [];
  for (const [key, { phase }] of house.witness.told) {
    const [page = '', callId = ''] = key.split(' ');
    const spec = house.world.pages.find(({ endpointId }) => endpointId === page);
    if (phase !== 'ringing' || !spec) continue;
    if (!isRungAt(tables.calls.get(callId), spec.user.userId)) {
      faults.push(`[rings] ${callId} rings at ${page}, and the server knows nothing of it`);
    }
  }
  house.world.pages.forEach(({ user, endpointId }, index) => {
    for (const busy of [tables.live, tables.aside]) {
      const call = tables.calls.get(busy.get(user.userId) ?? '');
      if (!call || !house.pages[index]?.isKnown || !isRungAt(call, user.userId)) continue;
      const { phase } = house.witness.told.get(`${endpointId} ${call.asked.callId}`) ?? NOTHING;
      if (phase !== 'ringing')
        faults.push(`[rings] ${call.asked.callId} rings for ${user.userId}, but not at ${endpointId}`);
    }
  });
  return faults;
}

function isRungAt(call: Call | undefined, userId: string): boolean {
  return call?.state === 'ringing' && call.targets.some((target) => target.userId === userId);
}

/** When nothing is under way and everybody is there: each page shows exactly what the server holds. */
export function restFaults(world: WorldSpec, { pages, tables }: State): string[] {
  if (!pages.every(isAtRest)) return [];
  const live = [...tables.calls.values()].filter(isLive);
  return world.pages.flatMap(({ user, endpointId }, index) => {
    // A page that has not shown its ticket yet may know nothing of the call: its grace time runs (C20).
    const isUnshown = (call: LiveCall): boolean =>
      call.state === 'started' && call.unshown !== null && boundPage(call, call.unshown).endpointId === endpointId;
    const unshown = live.filter(isUnshown).map((call) => call.asked.callId);
    const held = live
      .filter((call) => !isUnshown(call))
      .filter((call) => belongsAt(call, user.userId, endpointId))
      .map((call) => `${call.asked.callId} ${call.state}${withPeers(call, peersAt(tables, call, endpointId))}`)
      .sort();
    const shows = pages[index]?.shows.filter(({ callId }) => !unshown.includes(callId)) ?? [];
    const shown = shows.map((each) => `${each.callId} ${each.state}${withPeers(each, each.peers)}`).sort();
    const untold = live.flatMap((call) => untoldLinks(call, endpointId, shows));
    if (untold.length > 0) return untold;
    if (held.join() === shown.join()) return [];
    return [
      `[agree] ${endpointId} shows ${shown.join(', ') || 'nothing'}, the server holds ${held.join(', ') || 'nothing'}`,
    ];
  });
}

/** With whom a page exchanges signals in a started call. */
function withPeers({ state }: Pick<Call, 'state'>, peers: readonly string[]): string {
  return state === 'started' ? ` with ${peers.join(' and ')}` : '';
}

/** The caller's page must know of each page to which it may make a link (C22). */
function untoldLinks(call: LiveCall, endpointId: string, shows: PageState['shows']): string[] {
  if (call.state !== 'ringing' || call.asked.callerEndpoint !== endpointId) return [];
  const { callId } = call.asked;
  const peers = shows.find((shown) => shown.callId === callId)?.peers ?? [];
  return call.linkable.flatMap((page) =>
    peers.includes(page.endpointId) ? [] : `[agree] ${endpointId} does not know that ${page.endpointId} takes a link`,
  );
}

function isAtRest({ isUp, isReady, inbox, outbox, unheard }: PageState): boolean {
  return isUp && isReady && inbox.length === 0 && outbox.length === 0 && unheard.length === 0;
}

/** Whether a live call is one that this page must show. */
export function belongsAt(call: LiveCall, userId: string, endpointId: string): boolean {
  if (call.asked.caller.userId === userId) return call.asked.callerEndpoint === endpointId;
  switch (call.state) {
    case 'deciding':
      return call.accepted?.endpointId === endpointId;
    case 'waiting':
      return false;
    case 'ringing':
      return isRungAt(call, userId);
    case 'started':
      return call.calleeEndpoint === endpointId;
  }
}
