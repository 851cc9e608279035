import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBoundedJson } from './boundedJson.js';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

describe('bounded JSON', () => {
  test('is as long as it is when written out, to the byte', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const length = bytes(value);
        expect(isBoundedJson(value, length, 50)).toBe(true);
        expect(isBoundedJson(value, length - 1, 50)).toBe(false);
      }),
    );
  });

  test('is no deeper than it may be', () => {
    expect(isBoundedJson([[[]]], 100, 3)).toBe(true);
    expect(isBoundedJson([[[]]], 100, 2)).toBe(false);
  });

  test.each([
    ['binary', { data: new Uint8Array(2) }],
    ['a view', new DataView(new ArrayBuffer(2))],
    ['not a number', { at: Number.NaN }],
    ['infinite', [Number.POSITIVE_INFINITY]],
    ['a function', { run: () => undefined }],
    ['a date', [new Date()]],
  ])('is not what JSON does not hold: %s', (_, value) => {
    expect(isBoundedJson(value, 10_000, 10)).toBe(false);
  });

  test('a hostile value is given up at its first excess', () => {
    const wide = new Proxy(['x'.repeat(100)], {
      get: (target, key) => {
        if (key === '1') throw new Error('looked too far');
        return key === 'length' ? 2 : Reflect.get(target, key);
      },
    });
    expect(isBoundedJson(wide, 50, 10)).toBe(false);
  });
});
