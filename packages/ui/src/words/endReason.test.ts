import type { CallView } from '@frontdesk/client';
import { type CallSnapshot, CODES, type Role } from '@frontdesk/protocol';
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
    wasWaiting: false,
    talkedMs: null,
    kinds: { audio: true, video: true },
    ...fields,
  };
}

/** A call of Ada's to someone, over. */
function callTo(callee: { readonly userId: string; readonly name: string; readonly role: Role | null }): CallSnapshot {
  return {
    callId: 'c',
    version: 1,
    state: 'finished',
    caller: { ...ADA, role: 'caller', endpointId: null },
    callee: { ...callee, endpointId: null },
    flags: 3,
    param: 0,
    text: '',
    roomId: null,
    room: null,
    code: CODES.busy,
    endedBy: 'server',
    requestedAt: 0,
    ringingAt: null,
    startedAt: null,
    finishedAt: 0,
    expiresAt: null,
  };
}

/** What Ada reads, in English. */
function words(view: Ended): string {
  return en.ended.reason[endReason(view, ADA).key]
    .replace('{{name}}', view.other.name)
    .replace('{{to}}', view.goesOnWith?.name ?? '');
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
    ['Nobody takes calls right now', CODES.queueClosed, { endedBy: 'business' }],
    ['Your place in line was lost', CODES.disconnected, { wasWaiting: true }],
    ['Nobody was free', CODES.timeout, { wasWaiting: true }],
    ['You left the line', CODES.canceled, { endedBy: 'caller', wasWaiting: true }],
    ['The call could not be completed', CODES.rejected, { endedBy: 'business' }],
    ['The call was ended', CODES.busy, { endedBy: 'business', talkedMs: 1 }],
    ['The call was ended', 4711, { endedBy: 'business', talkedMs: 1 }],
    ['The call goes on with someone else', CODES.transferred, { endedBy: 'business', talkedMs: 1 }],
    ['Transferred to Cat', CODES.transferred, { talkedMs: 1, goesOnWith: { userId: 'cat', name: 'Cat' } }],
  ])('"%s" for %i with %o', (expected, code, fields) => {
    expect(words(ended(code, fields))).toBe(expected);
  });

  test('[C14] a cancel that crossed the accept is still a cancel to both', () => {
    const crossed = { endedBy: 'caller', talkedMs: 30 } as const;
    expect(words(ended(CODES.canceled, crossed))).toBe('You canceled the call');
    expect(words(ended(CODES.canceled, { ...crossed, side: 'callee' }))).toBe('Ben canceled the call');
  });

  test("[C3] busy with nobody looked up is a call of one's own", () => {
    const call = callTo({ userId: 'x', name: 'x', role: null });
    expect(words(ended(CODES.busy, { call }))).toBe('You are in another call');
  });

  test('[C7] a call that a colleague took is not told as one taken on another page', () => {
    const call = callTo({ userId: 'cid', name: 'Cid', role: 'agent' });
    expect(words(ended(CODES.answeredElsewhere, { call, side: 'callee' }))).toBe('Somebody else took the call');
    const own = callTo({ ...ADA, role: 'agent' });
    expect(words(ended(CODES.answeredElsewhere, { call: own, side: 'callee' }))).toBe('Answered on another page');
  });

  test('dialing oneself says so', () => {
    expect(words(ended(CODES.notAllowed, { other: ADA }))).toBe("You can't call yourself");
  });

  test('a code that a business server made up is a number only where there are no words', () => {
    expect(endReason(ended(4711), ADA)).toEqual({ key: 'other', advice: null, code: 4711, isFault: false });
    expect(endReason(ended(4711, { text: 'We are closed.' }), ADA)).toMatchObject({ key: 'other', code: null });
  });

  test('every code of the protocol has words of its own', () => {
    for (const code of Object.values(CODES)) expect([code, endReason(ended(code), ADA).key]).not.toContain('other');
  });
});
