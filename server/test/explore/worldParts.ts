import type { User } from '@frontdesk/protocol';
import type { PageSpec, WorldSpec } from './state.js';

/** A world in which nothing happens: each adds what it is about. */
export const QUIET = {
  losses: 0,
  losing: [],
  lossKinds: [],
  doubles: 0,
  restarts: 0,
  decisions: [],
  assigns: [],
  assignments: 0,
  forced: 0,
  updates: 0,
  signals: 0,
  alerts: 0,
  sides: {},
  joins: 0,
  transfers: 0,
  customer: null,
  calm: [],
  mute: [],
  stray: [],
  strangers: [],
  meddlings: 0,
  races: false,
  isImpatient: false,
  allEnds: false,
  settings: {},
  late: [],
} satisfies Partial<WorldSpec>;

/** A page by its id: the first three letters are its user. */
export function page(endpointId: string, role: User['role'] = 'agent'): PageSpec {
  const userId = endpointId.slice(0, 3);
  return { user: { userId, name: userId.toUpperCase(), role }, endpointId };
}

export const ANN_AND_BOB = [page('ann-1'), page('bob-1')];

/** Two people, of whom each calls the other. */
export const TWO = {
  ...QUIET,
  pages: ANN_AND_BOB,
  dials: { 'ann-1': ['bob'], 'bob-1': ['ann'] },
} satisfies Partial<WorldSpec>;
export const THREE_PAGES = [page('ann-1'), page('bob-1'), page('cat-1')];

/** A customer calls an agent, who may call a colleague into the room. */
export const ROOM = {
  ...QUIET,
  pages: THREE_PAGES,
  dials: { 'ann-1': ['bob'] },
  customer: 'ann-1',
} satisfies Partial<WorldSpec>;

export const ALLOW = { code: 0, text: '' };
export const DENY = { code: 7, text: 'no' };
export const TO_CAT = { route: 'cat' };
export const HOLD = { hold: true } as const;
