/**
 * How media between the two pages is doing. `none`: there is no link. `stalled`: the browser still says that it is
 * connected, but nothing comes. `interrupted`: the browser has noticed.
 */
export type LinkHealth = 'none' | 'connecting' | 'up' | 'stalled' | 'interrupted';

/** What to do for a link: find another path for it, make the next one, or give the call up (100902). */
export type RecoveryStep = 'restart' | 'renew' | 'giveUp';

/** What is known of a link's trouble. Times are epoch ms. */
export interface Recovery {
  readonly isInitiator: boolean;
  readonly health: LinkHealth;
  readonly healthSince: number;
  /** Media was there at least once. */
  readonly hasBeenUp: boolean;
  /** Both pages are there and the call has started: else the server's grace time counts (C19). */
  readonly isWatched: boolean;
  /** Since when media is missing while watched. */
  readonly downSince: number | null;
  /** The last tries, ten at most. */
  readonly tries: readonly number[];
  /** The network is another one: the path is worth looking for anew, whatever the browser says. */
  readonly isHurried: boolean;
}

export type RecoveryEvent =
  | { readonly type: 'health'; readonly health: LinkHealth }
  | { readonly type: 'watched'; readonly isWatched: boolean }
  /** The other's page has just come back. */
  | { readonly type: 'returned' }
  | { readonly type: 'hurry' }
  /** Something was tried, here or (as far as one sees it) by the other side. */
  | { readonly type: 'tried' };

/** How long a browser may take to find its way back by itself, in ms. */
const HEAL_MS = 2_500;
/** How long to wait before a lost link is made anew, in ms: mostly it was lost because the other hung up. */
const REMAKE_MS = 300;
/** How long a link may take to connect before another is made, in ms. */
const CONNECT_MS = 10_000;
/** How much later than the initiator the other side asks, in ms: mostly the initiator has seen it too. */
const LATER_MS = 800;
/** How often an answering side without a link asks for one, in ms. */
const ASK_MS = 2_000;
/** The least time between two tries, in ms. */
const LEAST_MS = 1_000;
/**
 * The times between tries, in ms. A browser repeats what it asks a relay after 0.25, 0.5, 1, 2, 4 … s; a try each 4 to
 * 6 s keeps it asking at least each 2 s for the first half minute, so that media is back soon after the path is.
 */
const GAPS_MS = [4_000, 5_000, 6_000, 6_000, 6_000, 8_000, 12_000, 18_000, 25_000] as const;
/** At most so many tries within {@link WINDOW_MS}. */
const MOST_TRIES = 10;
const WINDOW_MS = 120_000;
/** How long media may be missing, in ms, before the call is given up; nobody waits so long for the first picture. */
const GIVE_UP_MS = 120_000;
const GIVE_UP_FIRST_MS = 40_000;
/** After so many restarts in vain, the link itself is made anew. */
const MOST_RESTARTS = 2;

/** `health` is `none` after a reload: the other side believes in a link that is gone. */
export function newRecovery(isInitiator: boolean, isWatched: boolean, health: LinkHealth, at: number): Recovery {
  return {
    isInitiator,
    health,
    healthSince: at,
    hasBeenUp: false,
    isWatched,
    downSince: isWatched ? at : null,
    tries: [],
    isHurried: false,
  };
}

export function recover(state: Recovery, event: RecoveryEvent, at: number): Recovery {
  switch (event.type) {
    case 'health': {
      const { health } = event;
      const isSame = health === state.health;
      const hasBeenUp = state.hasBeenUp || health === 'up';
      return counted({ ...state, health, hasBeenUp, healthSince: isSame ? state.healthSince : at }, at);
    }
    case 'watched':
      return counted({ ...state, isWatched: event.isWatched }, at);
    case 'returned': {
      // What was asked of a page that was not there is no try.
      const tries = state.isInitiator ? state.tries : [];
      if (state.health !== 'none') return state;
      return counted({ ...state, tries, downSince: null, healthSince: Number.NEGATIVE_INFINITY }, at);
    }
    case 'hurry':
      return { ...state, isHurried: true };
    case 'tried':
      return { ...state, isHurried: false, tries: [...state.tries, at].slice(-MOST_TRIES) };
  }
}

/** What to do next, and when at the earliest; null while there is nothing to do. */
export function nextStep(state: Recovery): { readonly step: RecoveryStep; readonly at: number } | null {
  const { isWatched, health, isHurried, downSince } = state;
  if (!isWatched) return null;
  const isDown = health !== 'up' || isHurried;
  const step = isDown ? nextTry(state) : null;
  // Whether media is only paused nobody can tell for sure; so a call is never given up while its link is connected.
  if (downSince === null || health === 'stalled') return step;
  const giveUpAt = downSince + (state.hasBeenUp ? GIVE_UP_MS : GIVE_UP_FIRST_MS);
  return step && step.at < giveUpAt ? step : { step: 'giveUp', at: giveUpAt };
}

function nextTry(state: Recovery): { readonly step: RecoveryStep; readonly at: number } {
  const { health, tries, isInitiator, isHurried } = state;
  const sinceDown = triesSinceDown(state);
  const count = sinceDown.length;
  const hasPath = health === 'up' || health === 'stalled' || health === 'interrupted';
  const isRestart = health === 'up' || health === 'stalled' || (hasPath && count < MOST_RESTARTS);
  const last = tries.at(-1) ?? Number.NEGATIVE_INFINITY;
  const isAsk = !isInitiator && health === 'none';
  const due = isHurried
    ? last + LEAST_MS
    : isAsk
      ? Math.max(firstAt(state), (sinceDown.at(-1) ?? 0) + ASK_MS)
      : usual(state, count, last);
  const oldest = tries.length === MOST_TRIES && !isAsk ? (tries[0] ?? 0) + WINDOW_MS : Number.NEGATIVE_INFINITY;
  return { step: isRestart ? 'restart' : 'renew', at: Math.max(due, oldest) };
}

function usual(state: Recovery, count: number, last: number): number {
  const gap = GAPS_MS[Math.min(count, GAPS_MS.length) - 1];
  if (gap === undefined) return firstAt(state);
  const next = last + gap + (state.isInitiator ? 0 : LATER_MS);
  return state.health === 'none' ? Math.max(next, firstAt(state)) : next;
}

function firstAt({ health, healthSince, isInitiator }: Recovery): number {
  const patience = { none: REMAKE_MS, connecting: CONNECT_MS, up: 0, stalled: 0, interrupted: HEAL_MS }[health];
  return healthSince + patience + (isInitiator ? 0 : LATER_MS);
}

function triesSinceDown({ tries, downSince }: Recovery): readonly number[] {
  return downSince === null ? [] : tries.filter((at) => at >= downSince);
}

function counted(state: Recovery, at: number): Recovery {
  const isDown = state.isWatched && state.health !== 'up';
  return { ...state, downSince: isDown ? (state.downSince ?? at) : null };
}
