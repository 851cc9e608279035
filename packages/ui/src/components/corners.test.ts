import { describe, expect, test } from 'vitest';
import { CORNERS, cornerByKey, nearestCorner } from './corners.js';
import { rovingTarget } from './useRovingFocus.js';

describe('a picture that is let go', () => {
  const stage = { width: 800, height: 600 };
  test.each([
    [{ x: 10, y: 10 }, 'top-left'],
    [{ x: 790, y: 299 }, 'top-right'],
    [{ x: -50, y: 900 }, 'bottom-left'],
    [{ x: 401, y: 301 }, 'bottom-right'],
  ])('at %o goes to %s', (point, corner) => {
    expect(nearestCorner(point, stage)).toBe(corner);
  });
});

describe('an arrow key', () => {
  test('moves a picture to the next corner and never out of the stage', () => {
    expect(cornerByKey('bottom-right', 'ArrowUp')).toBe('top-right');
    expect(cornerByKey('top-right', 'ArrowUp')).toBeNull();
    expect(cornerByKey('top-right', 'ArrowLeft')).toBe('top-left');
    expect(cornerByKey('top-left', 'ArrowDown')).toBe('bottom-left');
  });

  test('reaches each corner from each other', () => {
    for (const from of CORNERS) {
      const reached = new Set([from]);
      for (let steps = 0; steps < 2; steps += 1) {
        for (const at of [...reached]) {
          for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'])
            reached.add(cornerByKey(at, key) ?? at);
        }
      }
      expect(reached.size).toBe(4);
    }
  });

  test('moves round a toolbar', () => {
    expect(rovingTarget('ArrowRight', 4, 5)).toBe(0);
    expect(rovingTarget('ArrowLeft', 0, 5)).toBe(4);
    expect(rovingTarget('End', 1, 5)).toBe(4);
    expect(rovingTarget('Enter', 1, 5)).toBeNull();
  });
});
