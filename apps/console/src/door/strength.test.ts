import { expect, test } from 'vitest';
import { strengthOf } from './strength.js';

test.each([
  [0, 'short1!'],
  [0, 'abababababababab'],
  [1, 'onlyletters'],
  [1, 'aabbccddaa11'],
  [2, 'letters1234'],
  [3, 'Letters-1234'],
  [3, 'four words are better'],
] as const)('%i: %s', (strength, password) => {
  expect(strengthOf(password)).toBe(strength);
});

test('one’s own name or address makes it weak', () => {
  expect(strengthOf('Lindqvist-2031!', ['Ada Lindqvist', 'ada@example.com'])).toBe(1);
});
