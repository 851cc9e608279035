import { describe, expect, test } from 'vitest';

interface File {
  readonly default: object;
}

/** The words of all packages and apps: each folder `words/` has a file for each language. */
const FILES = import.meta.glob<File>(['/packages/*/src/**/words/*.json', '/apps/*/src/**/words/*.json'], {
  eager: true,
});
const ENGLISH = Object.keys(FILES).filter((path) => path.endsWith('/en.json'));
const OTHERS = ['zh'];

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

const read = (path: string): Record<string, string> => texts(FILES[path]?.default ?? {});
const pairs = ENGLISH.flatMap((path) => OTHERS.map((code) => [path, path.replace('en.json', `${code}.json`)] as const));

describe.each(pairs)('%s and %s', (englishPath, otherPath) => {
  const english = read(englishPath);
  const other = read(otherPath);

  test('have the same keys', () => {
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
  });

  test('fill in the same names', () => {
    for (const [key, text] of Object.entries(english))
      expect([key, slots(other[key] ?? '')]).toEqual([key, slots(text)]);
  });

  test('are nowhere empty', () => {
    expect(Object.entries(other).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

test('no language but English is left out, and none is more than it says', () => {
  expect(Object.keys(FILES).length).toBe(ENGLISH.length * (OTHERS.length + 1));
});

test('steps that lead out of a problem are three short lines', () => {
  for (const path of Object.keys(FILES)) {
    const steps = Object.entries(read(path)).filter(([key]) => key.startsWith('problem.how.'));
    for (const [key, text] of steps) {
      const lines = text.split('\n');
      expect([key, lines.length, lines.every((line) => line.length < 90)]).toEqual([key, 3, true]);
    }
  }
});
