import { expect, it } from 'vitest';
import { callNumber } from './callNumber.js';

it('makes of a call’s id what people can read out', () => {
  expect(callNumber('a3f921c7-3d0e-4c7e-9f57-2f8f3c1f9a10')).toBe('A3F9-21C7');
});
