import { expect, test } from 'vitest';
import { oidcFaultOf } from './oidcFault.js';

test('what went wrong at the company’s sign-in stands in the address', () => {
  expect(oidcFaultOf('')).toBeNull();
  expect(oidcFaultOf('?error=not_invited')).toBe('not_invited');
  expect(oidcFaultOf('?lang=zh&error=state_mismatch')).toBe('failed');
  expect(oidcFaultOf('?error=%3Cscript%3E')).toBe('failed');
});
