import { expect, test } from 'vitest';
import { pictureOf, readTold } from './told.js';

test('[quality] what the other side tells of its quality is read, and nothing else', () => {
  const quality = { step: 'poor', reason: 'loss', picture: 'paused' };
  expect(readTold({ quality })).toEqual(quality);
  expect(readTold({ quality: { step: 'good', reason: null, picture: 'full', more: 1 } })).toEqual({
    step: 'good',
    reason: null,
    picture: 'full',
  });
  expect(readTold({ quality: { ...quality, reason: 'other' } })).toMatchObject({ reason: null });
  for (const data of [null, 7, [], {}, { quality: null }, { quality: {} }, { quality: { ...quality, step: 'bad' } }]) {
    expect(readTold(data)).toBeNull();
  }
  expect(readTold({ quality: { ...quality, picture: 3 } })).toBeNull();
});

test('a picture is full at the top of the ladder, paused at its end, and smaller between', () => {
  expect([0, 1, 2, 3, 4].map(pictureOf)).toEqual(['full', 'smaller', 'smaller', 'smaller', 'paused']);
});
