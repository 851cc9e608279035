import { CODES } from '@frontdesk/protocol';
import type { Shown } from '../explore/page.js';
import type { Page } from './Page.js';
import type { Town } from './Town.js';

/** How long people do something else between two looks at their page, in ms on average. */
const IDLE_MS = 400_000;

/** How long a talk lasts, in ms on average. */
const TALK_MS = 90_000;

/** One page in so many is someone's who does what no client of ours would. */
const RUDE = 12;

/** What someone does about each call that has just come up on the page: answers, gives up, hangs up, after a while. */
export function behave(town: Town, page: Page): void {
  const { clock } = town;
  for (const shown of page.state.shows) {
    if (!isNew(page, shown)) continue;
    if (shown.side === 'callee' && shown.state === 'ringing' && town.random.isLucky(0.7)) {
      page.say({ type: 'alert', callId: shown.callId });
    }
    const plan = planFor(town, shown);
    if (!plan) continue;
    clock.at(clock.now() + plan.ms, () => {
      const isStill = page.state.shows.some(({ callId, state }) => callId === shown.callId && state === shown.state);
      if (isStill) carryOut(page, shown, plan.how);
    });
  }
  for (const { callId, peers } of page.state.shows) {
    const to = town.random.pick(peers);
    if (to === undefined || !page.state.isReady || page.state.unheard.length >= 3) continue;
    if (town.random.isLucky(0.3)) page.say({ type: 'signal', callId, to });
  }
}

type How = 'accept' | 'refuse' | 'hangUp';

interface Plan {
  readonly ms: number;
  readonly how: How;
}

const PLANNED = new WeakMap<Page, Set<string>>();

/** Whether this has not been thought about yet. */
function isNew(page: Page, { callId, state, version }: Shown): boolean {
  const planned = PLANNED.get(page) ?? new Set<string>();
  PLANNED.set(page, planned);
  const key = `${callId} ${state} ${state === 'ringing' ? version : ''}`;
  if (planned.has(key)) return false;
  if (planned.size > 50) planned.clear();
  planned.add(key);
  return true;
}

function planFor({ random }: Town, { state, side }: Shown): Plan | null {
  if (state === 'started') return { ms: random.after(TALK_MS), how: 'hangUp' };
  if (side === 'caller') {
    const patience = state === 'waiting' ? 120_000 : 40_000;
    return random.isLucky(0.5) ? { ms: random.after(patience), how: 'refuse' } : null;
  }
  if (random.isLucky(0.1)) return null;
  return { ms: random.after(8_000), how: random.isLucky(0.8) ? 'accept' : 'refuse' };
}

function carryOut(page: Page, { callId, state, side }: Shown, how: How): void {
  const isAnswering = page.state.unheard.some((saying) => saying.type === 'reply' && saying.callId === callId);
  if (how === 'accept') {
    if (!isAnswering) page.say({ type: 'reply', callId, code: CODES.ok });
    return;
  }
  // An accept that is on its way may win: a FINISH is right before and after the start (C10).
  if (how === 'hangUp' || isAnswering || state === 'started') page.leave({ type: 'finish', callId, code: CODES.ok });
  else page.leave({ type: 'reply', callId, code: side === 'caller' ? CODES.canceled : CODES.rejected });
}

/** What someone does by and by: dials, loses the line, reloads; a few do nonsense. */
export function wander(town: Town, page: Page): void {
  const { clock, random } = town;
  const isRude = random.between(1, RUDE) === 1;
  const again = (): void => {
    clock.at(clock.now() + random.after(IDLE_MS), () => {
      if (!town.isOpen) return;
      const dice = random.next();
      if (dice < 0.04) page.lose('bye');
      else if (dice < 0.14) page.lose('reload');
      else if (dice < 0.28) page.lose('cut');
      else if (isRude && dice < 0.6) meddle(town, page);
      else dial(town, page);
      again();
    });
  };
  again();
}

function dial(town: Town, page: Page): void {
  const { clock, random, people } = town;
  const { isReady, shows, unheard } = page.state;
  if (!isReady || shows.length > 0 || unheard.length > 0) return;
  page.dial(random.isLucky(0.1) ? 'help' : (random.pick(people)?.userId ?? 'help'));
  if (!random.isLucky(0.05)) return;
  clock.at(clock.now() + random.between(1, 200), () => {
    if (page.state.unheard.some(({ type }) => type === 'request')) page.giveUp();
  });
}

/** Commands that make no sense, of calls that may be others'. */
function meddle(town: Town, page: Page): void {
  const { random, life } = town;
  if (!life || !page.state.isReady) return;
  const callId = random.pick([...life.tables.calls.keys()]) ?? 'c0';
  const code = random.pick([CODES.ok, CODES.rejected, CODES.canceled, CODES.busy, 12_345]) ?? CODES.ok;
  if (random.isLucky(0.3)) page.dial(random.pick(town.people)?.userId ?? 'help');
  else page.say({ type: random.isLucky(0.5) ? 'reply' : 'finish', callId, code });
}
