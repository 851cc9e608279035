import { expect, test } from 'vitest';
import { Turns } from './Turns.js';

test('a command waits for the one before it, and for nothing when that is done', async () => {
  const turns = new Turns();
  const log: string[] = [];
  let finish: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const last = new Promise<void>((resolve) => {
    turns.take(() => first.then(() => void log.push('first')));
    turns.take(() => {
      log.push('second');
      return undefined;
    });
    turns.take(async () => {
      log.push('third');
      resolve();
    });
  });
  expect(log).toEqual([]);
  finish();
  await last;
  expect(log).toEqual(['first', 'second', 'third']);
  await Promise.resolve().then().then();
  turns.take(() => {
    log.push('at once');
    return undefined;
  });
  expect(log.at(-1)).toBe('at once');
});
