import { expect, it } from 'vitest';
import { roomNews } from './roomNews.js';

const BEN = { userId: 'ben', name: 'Ben' };
const CAT = { userId: 'cat', name: 'Cat' };
const two = { main: BEN, others: [BEN] };
const three = { main: BEN, others: [BEN, CAT] };

it('tells who has come and who has gone', () => {
  expect(roomNews(two, three)).toEqual([{ type: 'joined', name: 'Cat' }]);
  expect(roomNews(three, two)).toEqual([{ type: 'left', name: 'Cat' }]);
  expect(roomNews(three, three)).toEqual([]);
});

it('[C31] tells to whom one talks now, and not that they have come', () => {
  expect(roomNews(two, { main: CAT, others: [CAT] })).toEqual([{ type: 'now', name: 'Cat' }]);
  const over = { main: CAT, others: [BEN, CAT] };
  expect(roomNews(three, over)).toEqual([{ type: 'now', name: 'Cat' }]);
  expect(roomNews(over, { main: CAT, others: [CAT] })).toEqual([{ type: 'left', name: 'Ben' }]);
});
