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
  /** Worth a try from then on, whatever the browser says and whenever the last try was. */
  readonly wanted: { readonly step: 'restart' | 'renew'; readonly at: number } | null;
}

export type RecoveryEvent =
  | { readonly type: 'health'; readonly health: LinkHealth }
  | { readonly type: 'watched'; readonly isWatched: boolean }
  /** The other's page has just come back, or this one's line: what was said meanwhile may be lost. */
  | { readonly type: 'returned' }
  /** The network is another one: with a path that may be dead, or that is. */
  | { readonly type: 'hurry'; readonly step: 'restart' | 'renew' }
  /** By the other side; `isLost`: it has not heard what was tried last. */
  | { readonly type: 'asked'; readonly step: 'restart' | 'renew'; readonly isLost: boolean }
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
/** The least time between two tries that nothing new has led to, in ms. */
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

/** `isResumed`: this page was reloaded in the call; its link is gone, and the other side believes in it. */
export function newRecovery(isInitiator: boolean, isWatched: boolean, isResumed: boolean, at: number): Recovery {
  return {
    isInitiator,
    health: isResumed ? 'none' : 'connecting',
    healthSince: at,
    hasBeenUp: isResumed,
    isWatched,
    downSince: isWatched ? at : null,
    tries: [],
    wanted: null,
  };
}

export function recover(state: Recovery, event: RecoveryEvent, at: number): Recovery {
  switch (event.type) {
    case 'health': {
      const { health } = event;
      if (health === state.health) return counted(state, at);
      const isUp = health === 'up';
      const wanted = isUp ? null : state.wanted;
      return counted({ ...state, health, hasBeenUp: state.hasBeenUp || isUp, healthSince: at, wanted }, at);
    }
    case 'watched':
      return counted({ ...state, isWatched: event.isWatched }, at);
    case 'returned':
      if (state.health === 'up') return state;
      // A link that died with the line has another network: a new one has its first picture 2 s before the old one would.
      return counted(wanting({ ...state, downSince: null }, 'renew', at), at);
    case 'hurry':
      return wanting(state, event.step, lastTry(state) + LEAST_MS);
    case 'asked':
      return wanting(state, event.step, event.isLost ? at : lastTry(state) + LEAST_MS);
    case 'tried':
      return { ...state, wanted: null, tries: [...state.tries, at].slice(-MOST_TRIES) };
  }
}

/** What to do next, and when at the earliest; null while there is nothing to do. */
export function nextStep(state: Recovery): { readonly step: RecoveryStep; readonly at: number } | null {
  const { isWatched, health, wanted, downSince } = state;
  if (!isWatched) return null;
  const step = health !== 'up' || wanted ? nextTry(state) : null;
  // Whether media is only paused nobody can tell for sure; so a call is never given up while its link is connected.
  if (downSince === null || health === 'stalled') return step;
  const giveUpAt = downSince + (state.hasBeenUp ? GIVE_UP_MS : GIVE_UP_FIRST_MS);
  return step && step.at < giveUpAt ? step : { step: 'giveUp', at: giveUpAt };
}

/** Two wishes are one try: the earlier time, the larger step. */
function wanting(state: Recovery, step: 'restart' | 'renew', at: number): Recovery {
  const { wanted } = state;
  if (!wanted) return { ...state, wanted: { step, at } };
  return { ...state, wanted: { step: step === 'renew' ? step : wanted.step, at: Math.min(at, wanted.at) } };
}

function nextTry(state: Recovery): { readonly step: RecoveryStep; readonly at: number } {
  const { health, tries, wanted } = state;
  const count = triesSinceDown(state);
  const hasPath = health === 'up' || health === 'stalled' || health === 'interrupted';
  const isRestart = health === 'up' || health === 'stalled' || (hasPath && count < MOST_RESTARTS);
  const oldest = tries.length === MOST_TRIES ? (tries[0] ?? 0) + WINDOW_MS : Number.NEGATIVE_INFINITY;
  const { step, at } = wanted ?? { step: isRestart ? 'restart' : 'renew', at: usual(state, count) };
  return { step: step === 'restart' && health === 'none' ? 'renew' : step, at: Math.max(at, oldest) };
}

function usual(state: Recovery, count: number): number {
  const gap = GAPS_MS[Math.min(count, GAPS_MS.length) - 1];
  if (gap === undefined) return firstAt(state);
  const next = lastTry(state) + gap + (state.isInitiator ? 0 : LATER_MS);
  return state.health === 'none' ? Math.max(next, firstAt(state)) : next;
}

function firstAt({ health, healthSince, isInitiator }: Recovery): number {
  const patience = { none: REMAKE_MS, connecting: CONNECT_MS, up: 0, stalled: 0, interrupted: HEAL_MS }[health];
  return healthSince + patience + (isInitiator ? 0 : LATER_MS);
}

function lastTry({ tries }: Recovery): number {
  return tries.at(-1) ?? Number.NEGATIVE_INFINITY;
}

function triesSinceDown({ tries, downSince }: Recovery): number {
  return downSince === null ? 0 : tries.filter((at) => at >= downSince).length;
}

function counted(state: Recovery, at: number): Recovery {
  const isDown = state.isWatched && state.health !== 'up';
  return { ...state, downSince: isDown ? (state.downSince ?? at) : null };
}
