import { expect, test } from 'vitest';
import { reachNews } from './reachNews.js';

const GOOD = { sound: 'ok', microphone: 'ok', line: 'ok', page: 'ok' } as const;
const FINE = { checks: GOOD, unreachable: null };
const AVAILABLE = { wish: 'available', unreachable: null } as const;
const OFFLINE = { wish: 'offline', unreachable: null } as const;

test('who is available is told what stands against it, by this page or by the desk', () => {
  expect(reachNews(AVAILABLE, FINE, false)).toEqual({ type: 'good' });
  expect(reachNews(AVAILABLE, { ...FINE, unreachable: 'soundBlocked' }, false)).toEqual({
    type: 'broken',
    why: 'soundBlocked',
  });
  expect(reachNews({ ...AVAILABLE, unreachable: 'noPage' }, FINE, false)).toEqual({ type: 'broken', why: 'noPage' });
});

test('who could not go available is told why, and once it is mended that they are not available yet', () => {
  const dead = { ...FINE, checks: { ...GOOD, microphone: 'failed' }, unreachable: 'microphoneDead' } as const;
  expect(reachNews(OFFLINE, dead, true)).toEqual({ type: 'broken', why: 'microphoneDead' });
  expect(reachNews(OFFLINE, FINE, true)).toEqual({ type: 'unproved' });
  const noLine = { ...FINE, checks: { ...GOOD, line: 'unknown' } } as const;
  expect(reachNews(OFFLINE, noLine, true)).toEqual({ type: 'broken', why: 'noPage' });
});

test('who does not want to be available is told nothing', () => {
  expect(reachNews(OFFLINE, { ...FINE, unreachable: 'soundBlocked' }, false)).toEqual({ type: 'good' });
});
