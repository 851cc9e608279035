import type { Side } from '@frontdesk/protocol';
import { allRung, boundPage, callerPage, other } from './addresses.js';
import { tellAlerts, withoutLink } from './alerts.js';
import type { Deciding, LiveCall, PageAddress, Ringing, Started, Waiting } from './call.js';
import { tellUpdate } from './endings.js';
import type { Address, CallEvent, Effect, Step, TimerName } from './step.js';

type Lost = Extract<CallEvent, { type: 'lost' }>;
type Found = Extract<CallEvent, { type: 'found' }>;

/** An acceptance in advance is good for as long as the connection it came by: a page that connects anew is not shown the call. */
export function loseWhileDeciding(call: Deciding, event: Lost): Step {
  return event.side === 'caller' ? lose(call, event, []) : withoutAcceptance(call, event);
}

export function findWhileDeciding(call: Deciding, event: Found): Step {
  return event.side === 'caller' ? find(call, event, [], null) : withoutAcceptance(call, event);
}

function withoutAcceptance(call: Deciding, { endpointId }: PageAddress): Step {
  if (call.accepted?.endpointId !== endpointId) return { call, effects: [] };
  return { call: { ...call, version: call.version + 1, accepted: null }, effects: [] };
}

export function loseWaiting(call: Waiting, event: Lost): Step {
  return lose(call, event, []);
}

/** What the caller was told last, say the place in line, is told again: the page may be a new one. */
export function findWaiting(call: Waiting, event: Found): Step {
  const step = find(call, event, [], null);
  const { param, text, wait } = call.said;
  if (param === 0 && text === '' && wait === null) return step;
  const again = tellUpdate(call, call.said).filter(({ type }) => type === 'tellUpdate');
  return { call: step.call, effects: [...step.effects, ...again] };
}

export function loseWhileRinging(call: Ringing, event: Lost): Step {
  return lose(call, event, otherSide(call, event.side));
}

export function findWhileRinging(call: Ringing, event: Found): Step {
  if (event.side === 'caller') {
    const step = find(call, event, otherSide(call, 'caller'), null);
    // The page may be a new one, that knows of no page to make a link to.
    return { call: step.call, effects: [...step.effects, ...tellAlerts(call)] };
  }
  const { userId, endpointId } = event;
  const step = find(call, event, otherSide(call, 'callee'), call.asked.callerEndpoint);
  const isKnown = call.rang.some((page) => page.userId === userId && page.endpointId === endpointId);
  const linkable = withoutLink(call, event);
  if (isKnown && linkable === call.linkable) return step;
  const rang = isKnown ? call.rang : [...call.rang, { userId, endpointId }];
  return { call: { ...(step.call as Ringing), rang, linkable, version: call.version + 1 }, effects: step.effects };
}

export function loseInCall(call: Started, event: Lost): Step {
  if (boundPage(call, event.side).endpointId !== event.endpointId) return { call, effects: [] };
  return lose(call, event, otherSide(call, event.side));
}

export function findInCall(call: Started, event: Found): Step {
  const { side, endpointId } = event;
  if (boundPage(call, side).endpointId !== endpointId) return { call, effects: [] };
  const step = find(call, event, otherSide(call, side), boundPage(call, other(side)).endpointId);
  // The connection's snapshot has shown the page the call, as its ticket would have.
  if (call.unshown !== side || step.call === call) return step;
  return { call: { ...(step.call as Started), unshown: null }, effects: step.effects };
}

/** A page shows its ticket: it is there, and no snapshot of the call may be older than what it holds (C20). */
export function showTicket(call: Started, { side, version }: Extract<CallEvent, { type: 'resumed' }>): Step {
  const { userId, endpointId } = boundPage(call, side);
  const shown = call.unshown === side ? { ...call, unshown: null } : call;
  const step = findInCall(shown, { type: 'found', side, userId, endpointId });
  const isChanged = step.call !== call || version >= call.version;
  if (!isChanged) return { call, effects: step.effects };
  return {
    call: { ...(step.call as Started), version: Math.max(call.version, version) + 1 },
    effects: step.effects,
  };
}

/** Starts the grace time. A goodbye that comes after the loss only shortens it; nobody is told twice. */
function lose(call: LiveCall, { side, until, endpointId }: Lost, tell: readonly Address[]): Step {
  const before = call.lost[side];
  if (before !== null && before <= until) return { call, effects: [] };
  const effects: Effect[] = [{ type: 'startTimer', timer: graceOf(side), at: until }];
  if (before === null) effects.push(...peerNews(call, side, endpointId, false, tell));
  return { call: { ...call, version: call.version + 1, lost: { ...call.lost, [side]: until } }, effects };
}

/** Ends the grace time; one who comes back while the other is away is told so. */
function find(call: LiveCall, event: Found, tell: readonly Address[], otherEndpoint: string | null): Step {
  const { side, userId, endpointId } = event;
  const here: PageAddress = { userId, endpointId };
  const aboutOther: Effect[] =
    call.lost[other(side)] === null
      ? []
      : [{ type: 'tellPeer', to: here, endpointId: otherEndpoint, connected: false }];
  if (call.lost[side] === null) return { call, effects: aboutOther };
  return {
    call: { ...call, version: call.version + 1, lost: { ...call.lost, [side]: null } },
    effects: [
      { type: 'stopTimer', timer: graceOf(side) },
      ...peerNews(call, side, endpointId, true, tell),
      ...aboutOther,
    ],
  };
}

/** Who hears that a page of this side is away or back: the other side, as far as it knows of the call. */
function otherSide(call: Ringing | Started, side: Side): readonly Address[] {
  if (call.state === 'started') return [boundPage(call, other(side))];
  return side === 'caller' ? allRung(call) : [callerPage(call)];
}

function peerNews(call: LiveCall, side: Side, page: string, connected: boolean, tell: readonly Address[]): Effect[] {
  // Of those who ring nobody is told which page: they are not bound yet.
  const endpointId = call.state === 'ringing' && side === 'callee' ? null : page;
  const news = { endpointId, connected };
  return [...tell.map((to) => ({ type: 'tellPeer' as const, to, ...news })), { type: 'announcePeer', ...news }];
}

function graceOf(side: Side): TimerName {
  return side === 'caller' ? 'callerGrace' : 'calleeGrace';
}
