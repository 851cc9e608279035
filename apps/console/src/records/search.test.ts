import { expect, test } from 'vitest';
import { NO_SEARCH, searchOf } from './search.js';

test('what is left out is not asked for', () => {
  expect(searchOf(NO_SEARCH)).toEqual({});
  expect(searchOf({ ...NO_SEARCH, text: '  Ann ', queueId: 'support', outcome: 'gaveUp' })).toEqual({
    text: 'Ann',
    queueId: 'support',
    outcome: 'gaveUp',
  });
});

test('a year that is still being typed is no mistake', () => {
  expect(searchOf({ ...NO_SEARCH, from: '0002-06-03' })).toEqual({ from: 0 });
});

test('both days count', () => {
  const search = searchOf({ ...NO_SEARCH, from: '2026-06-03', to: '2026-06-03' });
  expect(search).toEqual({ from: new Date(2026, 5, 3).getTime(), to: new Date(2026, 5, 4).getTime() });
});
