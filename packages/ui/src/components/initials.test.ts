import { describe, expect, test } from 'vitest';
import { initials, personColor } from './initials.js';

describe('initials', () => {
  test.each([
    ['Ada Lindqvist', 'AL'],
    ['  maria de los santos ', 'MS'],
    ['Plato', 'P'],
    ['李晓明', '晓明'],
    ['王芳', '王芳'],
    ['👩‍🚀 Ride', '👩R'],
    ['   ', '?'],
    ['', '?'],
  ])('of "%s" are %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

test('a person has the same color each time, out of six', () => {
  expect(personColor('u-1')).toBe(personColor('u-1'));
  const colors = new Set(Array.from({ length: 200 }, (_, i) => personColor(`user-${i}`)));
  expect(colors.size).toBe(6);
});
