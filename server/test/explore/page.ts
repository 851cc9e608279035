import {
  type CallNews,
  type CallRoom,
  type CallSnapshot,
  CODES,
  type NewsMap,
  type NewsName,
  type Side,
} from '@frontdesk/protocol';
import type { PageAddress } from '../../src/calls/call.js';
import type { Saying } from '../carryOut.js';

/** What the server says to a page. `to` of an answer is the very saying that it answers. */
export type Message =
  | { readonly type: 'ready'; readonly calls: readonly CallSnapshot[]; readonly ended: readonly CallSnapshot[] }
  | { readonly type: 'answer'; readonly to: Saying; readonly code: number; readonly call: CallSnapshot | null }
  | { readonly type: 'news'; readonly name: NewsName; readonly news: NewsMap[NewsName] };

/** A live call that a page shows. */
export interface Shown {
  readonly callId: string;
  readonly version: number;
  readonly state: CallSnapshot['state'];
  readonly side: Side;
  readonly room: CallRoom | null;
  /** The pages that one would send signals to: the one at the other end of a started call and others in its room, or those with a link while it rings. */
  readonly peers: readonly string[];
}

/** A page as our client is: it shows what it was told, insists on what it said, and resumes what a server forgot. */
export interface PageState {
  /** The page's own end of the line. */
  readonly isUp: boolean;
  /** The server's end: it may not have noticed yet that the line is gone. */
  readonly isKnown: boolean;
  /** Whether this connection's snapshot has been shown; nothing is said before. */
  readonly isReady: boolean;
  readonly inbox: readonly Message[];
  readonly outbox: readonly Saying[];
  readonly shows: readonly Shown[];
  /** Said and not answered yet, in order. */
  readonly unheard: readonly Saying[];
  /** Requests that the person has given up before they were answered. */
  readonly givenUp: readonly string[];
  /** Calls that the person has left; they are not shown again. */
  readonly over: readonly string[];
  readonly tickets: readonly { readonly callId: string; readonly ticket: string }[];
}

export const CLOSED: PageState = {
  isUp: false,
  isKnown: false,
  isReady: false,
  inbox: [],
  outbox: [],
  shows: [],
  unheard: [],
  givenUp: [],
  over: [],
  tickets: [],
};

/** The page after the person, or the page itself, has said something; it goes out when there is a line. */
export function say(page: PageState, saying: Saying): PageState {
  return {
    ...page,
    unheard: [...page.unheard, saying],
    outbox: page.isReady ? [...page.outbox, saying] : page.outbox,
  };
}

/** The person leaves a call: the page shows its end at once, also without a line. */
export function leave(page: PageState, saying: Extract<Saying, { callId: string }>): PageState {
  return say(hide(page, saying.callId, true), saying);
}

/** What a page has told and heard on a line that is gone is gone with it. */
export function cut(page: PageState): PageState {
  return { ...page, isUp: false, isReady: false, inbox: [], outbox: [] };
}

/** A reload forgets everything but what the tab keeps for itself. */
export function reload(page: PageState): PageState {
  return { ...CLOSED, isKnown: page.isKnown, over: page.over, tickets: page.tickets };
}

/** The page after the first message of its inbox. */
export function receive(page: PageState, me: PageAddress): PageState {
  const [message, ...inbox] = page.inbox;
  if (!message) return page;
  const next = { ...page, inbox };
  switch (message.type) {
    case 'ready':
      return ready(next, me, message);
    case 'answer':
      return answered(next, me, message);
    case 'news':
      if (message.name === 'call:alert') return alerted(next, message.news as NewsMap['call:alert']);
      if (message.name === 'room:members') return gathered(next, me, message.news as NewsMap['room:members']);
      return 'call' in message.news ? told(next, me, message.name, message.news as CallNews) : next;
  }
}

/** Shows what is; resumes what should be and is not; says again what was not answered (C18, C20). */
function ready(before: PageState, me: PageAddress, { calls, ended }: Extract<Message, { type: 'ready' }>): PageState {
  const kept = before.tickets.filter(({ callId }) => !ended.some((call) => call.callId === callId));
  const forgotten = kept.filter(
    ({ callId }) => !calls.some((call) => call.callId === callId) && !before.over.includes(callId),
  );
  const isForgotten = (callId: string) => forgotten.some((ticket) => ticket.callId === callId);
  const shows = before.shows.filter(({ callId }) => isForgotten(callId));
  let page: PageState = { ...before, isReady: true, shows, tickets: kept, outbox: [] };
  const insisted = before.unheard.filter(({ type }) => type !== 'resume' && type !== 'signal' && type !== 'alert');
  page = { ...page, unheard: [] };
  for (const { callId, ticket } of forgotten) page = say(page, { type: 'resume', callId, ticket });
  for (const call of calls) page = found(page, me, call, insisted);
  for (const saying of insisted) if (isStillMeant(page, saying)) page = say(page, saying);
  return { ...page, givenUp: [] };
}

function found(page: PageState, me: PageAddress, call: CallSnapshot, insisted: readonly Saying[]): PageState {
  const side = sideAt(me, call);
  if (!side) return page;
  const isOrphan = side === 'caller' && page.givenUp.length > 0 && call.state !== 'started';
  if (!isOrphan && !page.over.includes(call.callId)) return show(page, call, side);
  const isSaid = insisted.some(
    (saying) => 'callId' in saying && saying.callId === call.callId && !(saying.type === 'reply' && saying.code === 0),
  );
  return isSaid ? page : leave(page, { type: 'finish', callId: call.callId, code: CODES.ok });
}

function isStillMeant(page: PageState, saying: Saying): boolean {
  if (saying.type === 'request') return !page.givenUp.includes(saying.requestId);
  if (saying.type !== 'reply' || saying.code !== CODES.ok) return true;
  return page.shows.some(({ callId, state }) => callId === saying.callId && state === 'ringing');
}

/** Answers that say that a call is not this page's any more. */
const GONE: readonly number[] = [CODES.notInCall, CODES.answeredElsewhere];

function answered(before: PageState, me: PageAddress, answer: Extract<Message, { type: 'answer' }>): PageState {
  const { to, call } = answer;
  const page = { ...before, unheard: before.unheard.filter((saying) => saying !== to) };
  switch (to.type) {
    case 'request':
      return requested(page, me, to.requestId, call);
    case 'reply':
      if (to.code !== CODES.ok) return left(page, call);
      if (call) return show(page, call, 'callee');
      return GONE.includes(answer.code) ? hide(page, to.callId, false) : page;
    case 'resume': {
      const side = call && sideAt(me, call);
      if (call && side) return page.over.includes(to.callId) ? page : show(page, call, side);
      return { ...hide(page, to.callId, false), tickets: page.tickets.filter(({ callId }) => callId !== to.callId) };
    }
    case 'finish':
    case 'transfer':
      return left(page, call);
    case 'join':
      return call ? show(page, call, 'caller') : page;
    case 'alert':
      return call ? link(page, call.callId, call.caller.endpointId ?? '') : page;
    case 'signal':
      return page;
  }
}

/** What a page has left may have rung again meanwhile: who left before that has not left that. */
function left(page: PageState, call: CallSnapshot | null): PageState {
  const isOlder = page.shows.some(({ callId, version }) => callId === call?.callId && version > call.version);
  return call && !isOlder ? hide(page, call.callId, false) : page;
}

/** A request's acknowledgment may be a call of the other side, which our request has accepted (C16). */
function requested(page: PageState, me: PageAddress, requestId: string, call: CallSnapshot | null): PageState {
  const givenUp = page.givenUp.filter((id) => id !== requestId);
  const isGivenUp = givenUp.length < page.givenUp.length;
  if (!call || call.state === 'finished' || page.over.includes(call.callId)) return { ...page, givenUp };
  const isCaller = call.caller.userId === me.userId;
  const next = { ...page, givenUp };
  if (isGivenUp) return leave(next, { type: 'finish', callId: call.callId, code: CODES.ok });
  // Answered again, from another page of the same person, or after it has gone elsewhere: the call is not this page's.
  if (!sideAt(me, call)) return next;
  return show(next, call, isCaller ? 'caller' : 'callee');
}

function told(page: PageState, me: PageAddress, name: NewsName, news: CallNews): PageState {
  const { call, code } = news;
  const held = page.shows.find(({ callId }) => callId === call.callId);
  if (held && held.version > call.version) return page;
  if (name === 'call:request') {
    return show({ ...page, over: page.over.filter((callId) => callId !== call.callId) }, call, 'callee');
  }
  if (name === 'call:finish' || (name === 'call:reply' && code !== CODES.ok)) {
    const tickets = page.tickets.filter(({ callId }) => callId !== call.callId);
    return { ...hide(page, call.callId, false), tickets };
  }
  const side = sideAt(me, call);
  if (!side || page.over.includes(call.callId)) return page;
  const next = show(page, call, side);
  if (name !== 'call:start') return next;
  const { ticket } = news as NewsMap['call:start'];
  return { ...next, tickets: [...next.tickets, { callId: call.callId, ticket }] };
}

/** Everybody who is in the room. */
function gathered(page: PageState, me: PageAddress, { callId, members }: NewsMap['room:members']): PageState {
  const peers = members.map(({ endpointId }) => endpointId).filter((each) => each !== me.endpointId);
  const isIt = (shown: Shown) => shown.callId === callId && shown.state === 'started';
  return { ...page, shows: page.shows.map((shown) => (isIt(shown) ? { ...shown, peers: peers.sort() } : shown)) };
}

/** It rings at a page of the callee, to which a link may be made. */
function alerted(page: PageState, { callId, from, preconnect }: NewsMap['call:alert']): PageState {
  return preconnect ? link(page, callId, from) : page;
}

function link(page: PageState, callId: string, peer: string): PageState {
  const isNew = ({ state, peers }: Shown) => state === 'ringing' && !peers.includes(peer);
  if (!page.shows.some((shown) => shown.callId === callId && isNew(shown))) return page;
  const linked = (shown: Shown) => ({ ...shown, peers: [...shown.peers, peer].sort() });
  return { ...page, shows: page.shows.map((shown) => (shown.callId === callId ? linked(shown) : shown)) };
}

function hide(page: PageState, callId: string, isOver: boolean): PageState {
  const over = isOver && !page.over.includes(callId) ? [...page.over, callId].sort() : page.over;
  return { ...page, over, shows: page.shows.filter((shown) => shown.callId !== callId) };
}

function show(page: PageState, call: CallSnapshot, side: Side): PageState {
  const { callId, version, state } = call;
  const held = page.shows.find((shown) => shown.callId === callId);
  if (held && held.version > version) return page;
  const others = page.shows.filter((shown) => shown.callId !== callId);
  if (state === 'finished') return { ...page, shows: others };
  const peer = call[side === 'caller' ? 'callee' : 'caller'].endpointId;
  const links = held?.state === 'ringing' && state === 'ringing' ? held.peers : [];
  const peers = state === 'started' && peer !== null ? [peer] : links;
  const shown: Shown = { callId, version, state, side, room: call.room, peers };
  return { ...page, shows: [...others, shown].sort((a, b) => (a.callId < b.callId ? -1 : 1)) };
}

/** The side on which this very page is in a call that it is told of, if any: while it rings, every page of the callee. */
function sideAt(me: PageAddress, { state, caller, callee }: CallSnapshot): Side | null {
  if (caller.userId === me.userId) return caller.endpointId === me.endpointId ? 'caller' : null;
  if (callee.userId !== me.userId || state === 'waiting') return null;
  return state !== 'started' || callee.endpointId === me.endpointId ? 'callee' : null;
}
