import { expect, test } from 'vitest';
import { dialedByLink } from './dialLink.js';

test.each([
  ['', null],
  ['?lang=zh', null],
  ['?call=', null],
  ['?call=%20%20', null],
  ['?lang=en&call=ada-1', 'ada-1'],
  ['?call=%20ada%20', 'ada'],
  [`?call=${'a'.repeat(129)}`, null],
])('the address %s asks to call %s', (search, to) => {
  expect(dialedByLink(search)).toBe(to);
});
