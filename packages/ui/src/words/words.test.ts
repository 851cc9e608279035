import { describe, expect, test } from 'vitest';
import en from './en.json';
import zh from './zh.json';

/** Every text of a words file by its dotted key. */
function texts(node: object, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') found[prefix + key] = value;
    else Object.assign(found, texts(value as object, `${prefix}${key}.`));
  }
  return found;
}

/** The names that a text has filled in, sorted. */
function slots(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();
}

const english = texts(en);

describe.each([['zh', texts(zh)]])('the words in %s', (_, other) => {
  test('have the keys that English has, no more and no fewer', () => {
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
  });

  test('fill in the same names as English', () => {
    for (const [key, text] of Object.entries(english))
      expect([key, slots(other[key] ?? '')]).toEqual([key, slots(text)]);
  });

  test('are nowhere empty', () => {
    expect(Object.entries(other).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

test('steps that lead out of a problem are three short lines', () => {
  for (const words of [english, texts(zh)]) {
    const steps = Object.entries(words).filter(([key]) => key.startsWith('problem.how.'));
    for (const [key, text] of steps) {
      const lines = text.split('\n');
      expect([key, lines.length, lines.every((line) => line.length < 90)]).toEqual([key, 3, true]);
    }
  }
});
