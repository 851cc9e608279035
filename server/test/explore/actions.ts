import { CODES, type Decision } from '@frontdesk/protocol';
import type { TimerName } from '../../src/calls/step.js';
import { choices, mayLose, type PageAction } from './choices.js';
import type { House } from './House.js';
import type { State, WorldSpec } from './state.js';

/** What happens at the server, so that its real code runs. */
export type ServerAction =
  | { readonly type: 'take' | 'open' | 'miss' | 'bye' | 'vanish'; readonly page: number }
  | { readonly type: 'time'; readonly index: number; readonly callId: string; readonly timer: TimerName }
  | { readonly type: 'decide'; readonly callId: string; readonly decision: Decision | null }
  | { readonly type: 'assign'; readonly callId: string; readonly to: readonly string[] }
  | { readonly type: 'force' | 'update'; readonly callId: string }
  | { readonly type: 'forceUser'; readonly userId: string }
  | { readonly type: 'restart' };

/** Two things at once: the second runs while the first is held before its n-th write; with 0 they run side by side. */
export interface Race {
  readonly type: 'race';
  readonly first: ServerAction;
  readonly second: ServerAction;
  readonly gap: number;
}

export type Action = PageAction | ServerAction | Race;

/** Everything that may happen next, one thing at a time. */
export function actionsOf(world: WorldSpec, state: State): (PageAction | ServerAction)[] {
  return [...choices(world, state), ...serverActions(world, state)];
}

/** What may happen at once, given what may happen at the server and how often each of it writes. */
export function racesOf(world: WorldSpec, state: State, writes: ReadonlyMap<ServerAction, number>): Race[] {
  const races: Race[] = [];
  const actions = [...writes.keys()];
  const others = vanishings(world, state);
  for (const [index, first] of actions.entries()) {
    if (first.type === 'restart') continue;
    const times = writes.get(first) ?? 0;
    for (const second of [...actions, ...others]) {
      if (first === second || isOneByOne(first, second)) continue;
      for (let gap = 1; gap <= times; gap += 1) races.push({ type: 'race', first, second, gap });
      // Side by side, each may be first: once is enough.
      const isOnce = actions.indexOf(second) > index && times > 0 && (writes.get(second) ?? 0) > 0;
      if (isOnce) races.push({ type: 'race', first, second, gap: 0 });
    }
  }
  return races;
}

function serverActions(world: WorldSpec, state: State): ServerAction[] {
  const { pages, timers, questions, left, tables } = state;
  const actions: ServerAction[] = [];
  pages.forEach(({ isUp, isKnown, outbox }, page) => {
    if (isUp && outbox.length > 0) actions.push({ type: 'take', page });
    if (isUp && mayLose(world, state, page, 'bye')) actions.push({ type: 'bye', page });
    if (!isUp) actions.push({ type: 'open', page });
    if (!isUp && isKnown) actions.push({ type: 'miss', page });
  });
  timers.forEach(({ callId, timer }, index) => {
    actions.push({ type: 'time', index, callId, timer });
  });
  for (const callId of questions) {
    for (const decision of world.decisions) actions.push({ type: 'decide', callId, decision });
  }
  for (const call of tables.calls.values()) {
    const { callId } = call.asked;
    if (call.state === 'finished') continue;
    if (left.assignments > 0 && call.state === 'waiting') {
      for (const to of world.assigns) actions.push({ type: 'assign', callId, to });
    }
    if (left.updates > 0 && call.state === 'waiting') actions.push({ type: 'update', callId });
    if (left.forced > 0) actions.push({ type: 'force', callId });
  }
  if (left.forced > 0) {
    for (const userId of tables.live.keys()) actions.push({ type: 'forceUser', userId });
  }
  if (left.restarts > 0 && tables.live.size > 0) actions.push({ type: 'restart' });
  return actions;
}

/** Lines that go, noticed at once, while something else is being done. */
function vanishings(world: WorldSpec, state: State): ServerAction[] {
  return state.pages.flatMap(({ isUp }, page) =>
    isUp && mayLose(world, state, page, 'cut') ? [{ type: 'vanish' as const, page }] : [],
  );
}

/**
 * Of one page one thing happens after the other, and a business server answers once; but a line may go while a command is
 * carried out.
 */
function isOneByOne(first: ServerAction, second: ServerAction): boolean {
  if (first.type === 'decide' && second.type === 'decide') return first.callId === second.callId;
  if (second.type === 'vanish' && first.type === 'take') return false;
  return 'page' in first && 'page' in second && first.page === second.page;
}

/** Does it, with the server's real code. Resolves when all that it set off has come to rest. */
export async function run(house: House, action: ServerAction): Promise<void> {
  const { left, process } = house;
  switch (action.type) {
    case 'take':
      return house.take(action.page);
    case 'open':
      return house.open(action.page);
    case 'miss':
      return house.miss(action.page, false);
    case 'bye':
    case 'vanish':
      house.left = { ...left, losses: left.losses - 1 };
      house.cut(action.page, action.type === 'bye');
      return house.miss(action.page, action.type === 'bye');
    case 'time':
      return process.timeUp(action.index);
    case 'decide':
      house.questions = house.questions.filter((callId) => callId !== action.callId);
      return process.runner.decisions.decided(action.callId, action.decision);
    case 'restart':
      house.left = { ...left, restarts: left.restarts - 1 };
      return house.restart();
    default:
      return dispatch(house, action);
  }
}

/** What a business server does with a call. */
async function dispatch(
  house: House,
  action: Extract<ServerAction, { type: 'assign' | 'force' | 'update' | 'forceUser' }>,
): Promise<void> {
  const { left } = house;
  const { dispatcher } = house.process;
  const answer = house.expectAnswer('business');
  switch (action.type) {
    case 'assign':
      house.left = { ...left, assignments: left.assignments - 1 };
      return dispatcher.assign(action.callId, action.to, answer);
    case 'update':
      house.left = { ...left, updates: left.updates - 1 };
      return dispatcher.update(action.callId, { param: 7, text: '', wait: null }, answer);
    case 'force':
      house.left = { ...left, forced: left.forced - 1 };
      return dispatcher.finishCall(action.callId, CODES.transferred, '', answer);
    case 'forceUser':
      house.left = { ...left, forced: left.forced - 1 };
      return dispatcher.finishUser(action.userId, CODES.transferred, '', answer);
  }
}
