import { expect, it } from 'vitest';
import { waitWords } from './waitWords.js';

const words = (fromS: number, toS: number) => waitWords({ fromMs: fromS * 1000, toMs: toS * 1000 });

it('says an interval in whole minutes, never a narrower one than the estimate', () => {
  expect(words(185, 350)).toEqual({ key: 'between', from: 3, to: 6 });
  expect(words(119, 121)).toEqual({ key: 'between', from: 1, to: 3 });
  expect(words(180, 180)).toEqual({ key: 'about', to: 3 });
});

it('says what is short, what may be short, and what is long, in other words', () => {
  expect(words(0, 60)).toEqual({ key: 'soon' });
  expect(words(10, 61)).toEqual({ key: 'upTo', to: 2 });
  expect(words(3_599, 7_200)).toEqual({ key: 'between', from: 59, to: 120 });
  expect(words(3_600, 9_000)).toEqual({ key: 'long', from: 60 });
});
