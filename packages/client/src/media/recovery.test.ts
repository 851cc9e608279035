import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkHealth, newRecovery, nextStep, type Recovery, type RecoveryEvent, recover } from './recovery.js';

const T = 1_000_000;

/** A link that was up from T on, and what happens to it; `at` counts from T. */
function up(isInitiator = true): Recovery {
  return recover(newRecovery(isInitiator, true, false, T), { type: 'health', health: 'up' }, T);
}

const health = (now: LinkHealth): RecoveryEvent => ({ type: 'health', health: now });

/** What is done by the time `until`, each with when, if nothing helps. */
function done(state: Recovery, until: number): string[] {
  const all: string[] = [];
  for (let now = state; ; ) {
    const next = nextStep(now);
    if (!next || next.at > T + until) return all;
    all.push(`${(next.at - T) / 1_000} ${next.step}`);
    if (next.step === 'giveUp') return all;
    now = recover(now, { type: 'tried' }, next.at);
  }
}

describe('[P12] a path that is cut at 10 s and never comes back', () => {
  it('is looked for anew, then the link is made anew, ten times in two minutes', () => {
    const cut = recover(up(), health('interrupted'), T + 10_000);
    expect(done(cut, 200_000)).toEqual([
      '12.5 restart',
      '16.5 restart',
      '21.5 renew',
      '27.5 renew',
      '33.5 renew',
      '39.5 renew',
      '47.5 renew',
      '59.5 renew',
      '77.5 renew',
      '102.5 renew',
      '130 giveUp',
    ]);
  });

  it('is looked for at once when nothing comes, though the browser has not noticed', () => {
    const cut = recover(up(), health('stalled'), T + 10_000);
    expect(done(cut, 20_000)).toEqual(['10 restart', '14 restart', '19 restart']);
    const noticed = recover(recover(cut, { type: 'tried' }, T + 10_000), health('interrupted'), T + 12_000);
    expect(done(noticed, 20_000)).toEqual(['14 restart', '19 renew']);
  });

  it('is asked for by the answering side a little later', () => {
    const cut = recover(up(false), health('interrupted'), T + 10_000);
    expect(done(cut, 23_000)).toEqual(['13.3 restart', '18.1 restart']);
  });

  it('never ends a call whose link the browser calls connected: perhaps the other side sends nothing', () => {
    const quiet = recover(up(), health('stalled'), T + 10_000);
    expect(done(quiet, 1_000_000).filter((each) => !each.endsWith('restart'))).toEqual([]);
  });
});

it('[code 100902] nobody waits for a first picture for longer than 40 s', () => {
  const never = newRecovery(true, true, false, T);
  expect(done(never, 200_000)).toEqual([
    '10 renew',
    '14 renew',
    '19 renew',
    '25 renew',
    '31 renew',
    '37 renew',
    '40 giveUp',
  ]);
});

it('a link that has ended is made anew soon, and the answering side asks until it has one', () => {
  expect(done(recover(up(), health('none'), T + 10_000), 15_000)).toEqual(['10.3 renew', '14.3 renew']);
  const asks = done(recover(up(false), health('none'), T + 10_000), 25_000);
  expect(asks).toEqual(['11.1 renew', '15.9 renew', '21.7 renew']);
});

it('[C19] nothing is tried or counted while one of the pages is away', () => {
  const cut = recover(up(), health('none'), T + 10_000);
  const away = recover(cut, { type: 'watched', isWatched: false }, T + 10_100);
  expect(nextStep(away)).toBeNull();
  const back = recover(away, { type: 'watched', isWatched: true }, T + 300_000);
  expect(done(back, 420_000).at(-1)).toBe('420 giveUp');
});

it('another network is a reason to look at once, once', () => {
  const moved = recover(up(), { type: 'hurry', step: 'restart' }, T + 10_000);
  expect(nextStep(moved)?.step).toBe('restart');
  expect(nextStep(recover(moved, { type: 'tried' }, T + 10_000))).toBeNull();
});

it('a page that was reloaded in the call is given as long as one that was up, in either role', () => {
  for (const isInitiator of [true, false]) {
    const resumed = newRecovery(isInitiator, true, true, T);
    expect(nextStep(resumed)?.step).toBe('renew');
    expect(done(resumed, 200_000).at(-1)).toBe('120 giveUp');
  }
});

it('while the other’s page or one’s own line was away what was said is lost: a new link at once, unless all is well', () => {
  for (const isInitiator of [true, false]) {
    const tried = recover(recover(up(isInitiator), health('stalled'), T + 10_000), { type: 'tried' }, T + 10_900);
    const back = recover(tried, { type: 'returned' }, T + 11_000);
    expect(nextStep(back)).toEqual({ step: 'renew', at: T + 11_000 });
    expect(nextStep(recover(up(isInitiator), { type: 'returned' }, T + 11_000))).toBeNull();
    const lost = recover(recover(up(isInitiator), health('none'), T + 10_000), { type: 'returned' }, T + 11_000);
    expect(nextStep(lost)).toEqual({ step: 'renew', at: T + 11_000 });
  }
});

it('what the other side asks for is tried even while all seems well, a second after the last try', () => {
  const asked = recover(up(), { type: 'asked', step: 'restart', isLost: false }, T + 10_000);
  expect(nextStep(asked)?.step).toBe('restart');
  const again = recover(
    recover(asked, { type: 'tried' }, T + 10_000),
    { type: 'asked', step: 'renew', isLost: false },
    T + 10_200,
  );
  expect(nextStep(again)).toEqual({ step: 'renew', at: T + 11_000 });
  expect(nextStep(recover(again, { type: 'asked', step: 'restart', isLost: false }, T + 10_300))?.step).toBe('renew');
});

it('in either role, whatever happens, there are never more than ten tries in two minutes, and none while all is well', () => {
  const events = fc.oneof(
    fc.constantFrom<LinkHealth>('none', 'connecting', 'up', 'stalled', 'interrupted').map(health),
    fc.boolean().map((isWatched): RecoveryEvent => ({ type: 'watched', isWatched })),
    fc.constantFrom<RecoveryEvent>({ type: 'hurry', step: 'restart' }, { type: 'returned' }),
    fc
      .tuple(fc.constantFrom('restart', 'renew'), fc.boolean())
      .map(([step, isLost]): RecoveryEvent => ({ type: 'asked', step, isLost })),
  );
  const story = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), events), { maxLength: 60 });
  fc.assert(
    fc.property(fc.boolean(), story, (isInitiator, steps) => {
      let state = up(isInitiator);
      let now = T;
      const tries: number[] = [];
      const pass = (until: number): void => {
        for (let next = nextStep(state); next && next.at <= until; next = nextStep(state)) {
          if (next.step === 'giveUp') break;
          expect(state.health !== 'up' || state.wanted !== null).toBe(true);
          now = Math.max(now, next.at);
          tries.push(now);
          state = recover(state, { type: 'tried' }, now);
        }
        now = until;
      };
      for (const [ms, event] of steps) {
        pass(now + ms);
        state = recover(state, event, now);
      }
      for (const [at, time] of tries.entries()) {
        expect(tries.slice(at).filter((other) => other < time + 120_000).length).toBeLessThanOrEqual(10);
      }
    }),
  );
});
