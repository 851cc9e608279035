import type { CallView } from '@frontdesk/client';
import { CODES } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import en from './en.json';
import { endReason } from './endReason.js';

type Ended = Extract<CallView, { state: 'ended' }>;

const ADA = { userId: 'ada', name: 'Ada' };
const BEN = { userId: 'ben', name: 'Ben' };

/** A call of Ada's with Ben that ended. */
function ended(code: number, fields: Partial<Ended> = {}): Ended {
  return {
    state: 'ended',
    call: null,
    side: 'caller',
    other: BEN,
    code,
    endedBy: 'server',
    text: '',
    talkedMs: null,
    kinds: { audio: true, video: true },
    ...fields,
  };
}

/** What Ada reads, in English. */
function words(view: Ended): string {
  return en.ended.reason[endReason(view, ADA).key].replace('{{name}}', view.other.name);
}

describe('why a call ended, in words', () => {
  test.each<[string, number, Partial<Ended>]>([
    ['You hung up', CODES.ok, { endedBy: 'caller', talkedMs: 1 }],
    ['Ben hung up', CODES.ok, { endedBy: 'callee', talkedMs: 1 }],
    ['You hung up', CODES.ok, { endedBy: 'callee', side: 'callee', talkedMs: 1 }],
    ['The call was ended', CODES.ok, { endedBy: 'business', talkedMs: 1 }],
    ['You canceled the call', CODES.canceled, { endedBy: 'caller' }],
    ['Ben canceled the call', CODES.canceled, { endedBy: 'caller', side: 'callee' }],
    ['Ben is not here', CODES.offline, {}],
    ['Ben is in another call', CODES.busy, {}],
    ['Ben declined', CODES.rejected, { endedBy: 'callee' }],
    ['You declined', CODES.rejected, { endedBy: 'callee', side: 'callee' }],
    ['No answer', CODES.timeout, {}],
    ['You missed a call from Ben', CODES.timeout, { side: 'callee' }],
    ['The connection was lost', CODES.disconnected, {}],
    ['The call is over', CODES.notInCall, {}],
    ['Answered on another page', CODES.answeredElsewhere, { side: 'callee', endedBy: null }],
    ['No picture or sound could be connected', CODES.mediaFailed, { talkedMs: 20_000 }],
    ['Too many attempts', CODES.rateLimited, {}],
    ['This call is not allowed', CODES.notAllowed, {}],
    ["This id can't be dialed", CODES.badArgument, {}],
    ['The service did not answer in time', CODES.businessTimeout, {}],
  ])('"%s" for %i with %o', (expected, code, fields) => {
    expect(words(ended(code, fields))).toBe(expected);
  });

  test('[C14] a cancel that crossed the accept is still a cancel to both', () => {
    const crossed = { endedBy: 'caller', talkedMs: 30 } as const;
    expect(words(ended(CODES.canceled, crossed))).toBe('You canceled the call');
    expect(words(ended(CODES.canceled, { ...crossed, side: 'callee' }))).toBe('Ben canceled the call');
  });

  test("[C3] busy with nobody looked up is a call of one's own", () => {
    const party = { ...ADA, role: 'caller', endpointId: null } as const;
    const call = {
      callId: 'c',
      version: 1,
      state: 'finished',
      caller: party,
      callee: { userId: 'x', name: 'x', role: null, endpointId: null },
      flags: 3,
      param: 0,
      text: '',
      roomId: null,
      code: CODES.busy,
      endedBy: 'server',
      requestedAt: 0,
      ringingAt: null,
      startedAt: null,
      finishedAt: 0,
      expiresAt: null,
    } as const;
    expect(words(ended(CODES.busy, { call }))).toBe('You are in another call');
  });

  test('dialing oneself says so', () => {
    expect(words(ended(CODES.notAllowed, { other: ADA }))).toBe("You can't call yourself");
  });

  test('a code that a business server made up is shown as a number beside general words', () => {
    expect(endReason(ended(4711), ADA)).toEqual({ key: 'other', advice: null, code: 4711, isFault: false });
  });

  test('every code of the protocol has words of its own', () => {
    for (const code of Object.values(CODES)) expect([code, endReason(ended(code), ADA).key]).not.toContain('other');
  });
});
