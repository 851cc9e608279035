import { CODES } from '@frontdesk/protocol';
import { expect, it } from 'vitest';
import { refusalOf } from './refusal.js';

it('says of each refusal what an agent can do about it, and of an unknown one that it was refused', () => {
  const codes = [CODES.notAllowed, CODES.notInCall, CODES.rateLimited, CODES.disconnected, CODES.badArgument, 4711];
  expect(codes.map((code) => refusalOf({ code }))).toEqual([
    'notSitting',
    'notYours',
    'tooMany',
    'noAnswer',
    'other',
    'other',
  ]);
});
