import { expect, it } from 'vitest';
import { callNumber } from './callNumber.js';

it('makes of a call’s id what people can read out', () => {
  expect(callNumber('019ad0c7-3d0e-7c7e-9f57-2f8fa3f921c7')).toBe('A3F9-21C7');
});
