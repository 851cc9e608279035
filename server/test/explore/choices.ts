import { CODES } from '@frontdesk/protocol';
import type { Saying } from '../carryOut.js';
import { CLOSED, cut, leave, type Message, type PageState, receive, reload, type Shown, say } from './page.js';
import type { PageSpec, State, WorldSpec } from './state.js';

/** What happens at a page: its person does something, it hears something, or its line goes. */
export type PageAction =
  | { readonly type: 'hear' | 'dial' | 'giveUp' | 'again'; readonly page: number }
  | { readonly type: 'accept' | 'reject' | 'hangUp' | 'alert'; readonly page: number; readonly callId: string }
  | { readonly type: 'callIn' | 'join' | 'transfer'; readonly page: number; readonly callId: string }
  | { readonly type: 'signal'; readonly page: number; readonly callId: string; readonly to: string }
  | { readonly type: 'meddle'; readonly page: number; readonly callId: string; readonly how: 'reply' | 'finish' }
  | { readonly type: 'lose'; readonly page: number; readonly kind: 'cut' | 'reload' };

/** What the page may hear, and its person may do, next. */
export function choices(world: WorldSpec, state: State): PageAction[] {
  const actions: PageAction[] = [];
  world.pages.forEach((spec, index) => {
    const page = state.pages[index];
    if (page) actions.push(...choicesAt(world, state, spec, page, index));
  });
  return actions;
}

/** Whether this page may still lose its line in this way. */
export function mayLose(
  world: WorldSpec,
  { left }: State,
  page: number,
  kind: WorldSpec['lossKinds'][number],
): boolean {
  const endpointId = world.pages[page]?.endpointId ?? '';
  return left.losses > 0 && world.losing.includes(endpointId) && world.lossKinds.includes(kind);
}

function choicesAt(
  world: WorldSpec,
  state: State,
  { endpointId }: PageSpec,
  page: PageState,
  index: number,
): PageAction[] {
  const { left, tables } = state;
  const actions: PageAction[] = [];
  const at = { page: index };
  if (page.isUp && page.inbox.length > 0) actions.push({ type: 'hear', ...at });
  const isDialing = page.unheard.some(({ type }) => type === 'request');
  const dials = world.dials[endpointId] ?? [];
  const mayDial = state.run > 1 || !world.late.includes(endpointId);
  if (mayDial && page.isReady && page.shows.length === 0 && !isDialing && (left.dials[index] ?? 0) < dials.length) {
    actions.push({ type: 'dial', ...at });
  }
  if (world.isImpatient && isDialing && page.givenUp.length === 0) actions.push({ type: 'giveUp', ...at });
  for (const shown of page.shows) actions.push(...waysOut(world, page, shown, index));
  actions.push(...roomChoices(world, state, endpointId, page, index));
  for (const { callId, peers, side, state } of page.isReady ? page.shows : []) {
    // Signals of started calls have a world of their own; one that is said while it rings may come when that is over.
    const maySignal = (left.signals[index] ?? 0) > 0 && (world.alerts === 0 || state === 'ringing');
    const targets = world.stray.includes(endpointId) ? othersThan(world, endpointId) : peers;
    if (maySignal) for (const to of targets) actions.push({ type: 'signal', ...at, callId, to });
    const mayAlert = side === 'callee' && state === 'ringing' && (left.alerts[index] ?? 0) > 0;
    if (mayAlert) actions.push({ type: 'alert', ...at, callId });
  }
  if (left.doubles > 0 && page.outbox.length === 0 && page.unheard[0] && page.isReady) {
    actions.push({ type: 'again', ...at });
  }
  for (const kind of ['cut', 'reload'] as const) {
    if (page.isUp && mayLose(world, state, index, kind)) actions.push({ type: 'lose', ...at, kind });
  }
  if (left.meddlings > 0 && world.strangers.includes(endpointId) && page.outbox.length === 0) {
    for (const callId of tables.calls.keys()) {
      actions.push({ type: 'meddle', ...at, callId, how: 'reply' }, { type: 'meddle', ...at, callId, how: 'finish' });
    }
  }
  return actions;
}

function othersThan({ pages }: WorldSpec, self: string): string[] {
  return pages.map(({ endpointId }) => endpointId).filter((endpointId) => endpointId !== self);
}

/** What one can do with a call and its room: call someone in, join who talks aside, hand over. */
function roomChoices(
  world: WorldSpec,
  { left }: State,
  endpointId: string,
  page: PageState,
  index: number,
): PageAction[] {
  const sides = world.sides[endpointId] ?? [];
  if (sides.length === 0 || !page.isReady) return [];
  const isSaid = (wanted: Saying['type']) => page.unheard.some(({ type }) => type === wanted);
  return page.shows.flatMap(({ callId, state, side, room }): PageAction[] => {
    const at = { page: index, callId };
    if (state !== 'started') return [];
    const mayCall = room === null && page.shows.length === 1 && (left.sides[index] ?? 0) < sides.length;
    if (mayCall) return isSaid('request') ? [] : [{ type: 'callIn', ...at }];
    if (room === null || side !== 'caller') return [];
    const actions: PageAction[] = [];
    if (left.joins > 0 && room.as === 'aside' && !isSaid('join')) actions.push({ type: 'join', ...at });
    if (left.transfers > 0 && !isSaid('transfer')) actions.push({ type: 'transfer', ...at });
    return actions;
  });
}

/**
 * Lets pages hear at once what takes no choice from anybody: nothing that could happen before could not happen after.
 * Orders that make no difference are not explored, all others are.
 */
export function hearPlain(world: WorldSpec, before: State): State {
  let state = before;
  world.pages.forEach((spec, index) => {
    for (;;) {
      const page = state.pages[index];
      const message = page?.inbox[0];
      if (!page || !message || !isPlain(state, message)) return;
      const next = choose(world, state, { type: 'hear', page: index });
      const after = next.pages[index];
      if (!after || !keepsChoices(world, state, next, spec, index)) return;
      state = next;
    }
  });
  return state;
}

/** Of what a page has heard when its line goes, START and answers leave something behind; all else is shown anew. */
function isPlain({ left }: State, message: Message): boolean {
  if (message.type === 'news') return message.name !== 'call:start' || left.losses + left.restarts === 0;
  return message.type === 'answer' && left.losses + left.restarts === 0;
}

function keepsChoices(world: WorldSpec, state: State, next: State, spec: PageSpec, index: number): boolean {
  const [before, after] = [state.pages[index], next.pages[index]];
  if (!before || !after) return false;
  if (before.shows === after.shows && before.unheard === after.unheard) return true;
  const names = (page: PageState, of: State) =>
    choicesAt(world, of, spec, page, index)
      .filter(({ type }) => type !== 'hear' && type !== 'lose')
      .map(nameOf);
  const kept = new Set(names(after, next));
  return names(before, state).every((name) => kept.has(name));
}

function nameOf(action: PageAction): string {
  const to = action.type === 'signal' ? ` ${action.to}` : '';
  return 'callId' in action ? `${action.type} ${action.callId}${to}` : action.type;
}

/** What a person can do about a call that is shown: take it, or leave it. */
function waysOut(world: WorldSpec, page: PageState, { callId, state, side }: Shown, index: number): PageAction[] {
  const at = { page: index, callId };
  const isAnswering = page.unheard.some((saying) => saying.type === 'reply' && saying.callId === callId);
  const rings = side === 'callee' && state === 'ringing';
  const actions: PageAction[] = rings && !isAnswering ? [{ type: 'accept', ...at }] : [];
  if (world.calm.includes(world.pages[index]?.endpointId ?? '')) return actions;
  // An accept that is on its way may win: a FINISH is right before and after the start (C10).
  const isPlain = state !== 'started' && !isAnswering;
  if (isPlain) actions.push({ type: 'reject', ...at });
  if (!isPlain || world.allEnds) actions.push({ type: 'hangUp', ...at });
  return actions;
}

/** The state after something has happened at a page. */
export function choose(world: WorldSpec, state: State, action: PageAction): State {
  const { page: index, type } = action;
  const spec = world.pages[index];
  const page = state.pages[index];
  if (!spec || !page) throw new Error(`no page ${index}`);
  const me = { userId: spec.user.userId, endpointId: spec.endpointId };
  const { left } = state;
  switch (type) {
    case 'hear':
      return withPage(state, index, receive(page, me));
    case 'dial': {
      const count = left.dials[index] ?? 0;
      const to = world.dials[spec.endpointId]?.[count] ?? '';
      const dials = left.dials.with(index, count + 1);
      const preconnect = world.alerts > 0;
      const saying: Saying = { type: 'request', to, requestId: `${spec.endpointId}#${count + 1}`, preconnect };
      return { ...withPage(state, index, say(page, saying)), left: { ...left, dials } };
    }
    case 'giveUp': {
      const given = page.unheard.flatMap((saying) => (saying.type === 'request' ? saying.requestId : []));
      return withPage(state, index, { ...page, givenUp: given });
    }
    case 'again': {
      const [first] = page.unheard;
      const next = { ...page, outbox: first ? [first] : [] };
      return { ...withPage(state, index, next), left: { ...left, doubles: left.doubles - 1 } };
    }
    case 'lose':
      return lose(state, index, page, action.kind);
    case 'meddle': {
      const saying: Saying = { type: action.how, callId: action.callId, code: CODES.ok };
      return { ...withPage(state, index, say(page, saying)), left: { ...left, meddlings: left.meddlings - 1 } };
    }
    case 'signal': {
      const signals = left.signals.with(index, (left.signals[index] ?? 0) - 1);
      const said = say(page, { type: 'signal', callId: action.callId, to: action.to });
      return { ...withPage(state, index, said), left: { ...left, signals } };
    }
    case 'alert': {
      const alerts = left.alerts.with(index, (left.alerts[index] ?? 0) - 1);
      const said = say(page, { type: 'alert', callId: action.callId });
      return { ...withPage(state, index, said), left: { ...left, alerts } };
    }
    case 'callIn':
    case 'join':
    case 'transfer':
      return inRoom(world, state, action);
    default:
      return withPage(state, index, answer(page, action.callId, type));
  }
}

function inRoom(
  world: WorldSpec,
  state: State,
  { page: index, callId, type }: Extract<PageAction, { type: 'callIn' | 'join' | 'transfer' }>,
): State {
  const page = state.pages[index] ?? CLOSED;
  const endpointId = world.pages[index]?.endpointId ?? '';
  const { left } = state;
  const count = left.sides[index] ?? 0;
  const said = (saying: Saying, now: Partial<typeof left>) => ({
    ...withPage(state, index, say(page, saying)),
    left: { ...left, ...now },
  });
  if (type === 'join') return said({ type, callId }, { joins: left.joins - 1 });
  const spec = world.sides[endpointId]?.[type === 'callIn' ? count : count - 1];
  if (!spec) throw new Error(`nobody to be called in by ${endpointId}`);
  const { to, as } = spec;
  if (type === 'callIn') {
    const request: Saying = { type: 'request', to, requestId: `${endpointId}/${count + 1}`, room: { callId, as } };
    return said(request, { sides: left.sides.with(index, count + 1) });
  }
  const host = page.shows.find((shown) => shown.callId === callId)?.room?.callId ?? '';
  return said({ type, callId: host, to }, { transfers: left.transfers - 1 });
}

function answer(page: PageState, callId: string, how: 'accept' | 'reject' | 'hangUp'): PageState {
  if (how === 'accept') return say(page, { type: 'reply', callId, code: CODES.ok });
  if (how === 'hangUp') return leave(page, { type: 'finish', callId, code: CODES.ok });
  const side = page.shows.find((shown) => shown.callId === callId)?.side;
  return leave(page, { type: 'reply', callId, code: side === 'caller' ? CODES.canceled : CODES.rejected });
}

function lose(state: State, index: number, page: PageState, kind: 'cut' | 'reload'): State {
  const left = { ...state.left, losses: state.left.losses - 1 };
  return { ...withPage(state, index, kind === 'reload' ? reload(page) : cut(page)), left };
}

function withPage(state: State, index: number, page: PageState): State {
  return { ...state, pages: state.pages.with(index, page) };
}
