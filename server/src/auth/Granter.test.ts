import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Started } from '../calls/call.js';
import { Granter } from './Granter.js';
import { keysOf } from './secret.js';

const SECRET = 'a secret of 32 characters or more';
const FACTS = {
  asked: {
    callId: 'c',
    caller: { userId: 'ann', name: 'Ann', role: 'caller' },
    callerEndpoint: 'e',
    dialed: { userId: 'bob', name: 'Bob', role: 'agent' },
    flags: 3,
    param: 0,
    text: 'hello',
    preconnect: false,
    room: null,
    requestedAt: 1,
  },
  version: 2,
  callee: { userId: 'bob', name: 'Bob', role: 'agent' },
  calleeEndpoint: 'f',
  ringingAt: 2,
  startedAt: 3,
  roomId: 7,
} as const;
const CALL: Started = {
  ...FACTS,
  state: 'started',
  rang: [],
  left: [],
  lost: { caller: null, callee: null },
  unshown: null,
  isTakenUp: false,
};
const PAGE = { userId: 'ann', endpointId: 'e' };
const HOUR_MS = 3_600_000;

function granter(secret = SECRET, previous?: string): Granter {
  return new Granter(keysOf(secret, previous), null, 'all');
}

describe('a ticket', () => {
  afterEach(() => vi.useRealTimers());

  it('[C20] says the whole call to the page that it was made for, and whether it was made in this run', () => {
    const here = granter();
    const { ticket } = here.grant(CALL, PAGE);
    expect(here.redeem(ticket, PAGE)).toEqual({ ...FACTS, isFromThisRun: true });
    expect(granter().redeem(ticket, PAGE)).toEqual({ ...FACTS, isFromThisRun: false });
  });

  it('[C20] is another for each side, and for each step of the call', () => {
    const here = granter();
    const bob = { userId: 'bob', endpointId: 'f' };
    const tickets = [here.grant(CALL, PAGE), here.grant(CALL, bob), here.grant({ ...CALL, version: 3 }, bob)];
    expect(new Set(tickets.map(({ ticket }) => ticket)).size).toBe(3);
  });

  it('[C20] says nothing to another page or another user', () => {
    const { ticket } = granter().grant(CALL, PAGE);
    expect(granter().redeem(ticket, { ...PAGE, endpointId: 'f' })).toBeNull();
    expect(granter().redeem(ticket, { ...PAGE, userId: 'bob' })).toBeNull();
  });

  it('[C20] is good for 24 h', () => {
    vi.useFakeTimers();
    const { ticket } = granter().grant(CALL, PAGE);
    vi.advanceTimersByTime(24 * HOUR_MS - 1);
    expect(granter().redeem(ticket, PAGE)).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(granter().redeem(ticket, PAGE)).toBeNull();
  });

  it('[C20] outlives a change of the secret, as long as the previous one is believed', () => {
    const { ticket } = granter().grant(CALL, PAGE);
    expect(granter('the secret after, 32 characters!!', SECRET).redeem(ticket, PAGE)).not.toBeNull();
    expect(granter('the secret after, 32 characters!!').redeem(ticket, PAGE)).toBeNull();
  });

  it('[C20] that was changed anywhere says nothing', () => {
    const { ticket } = granter().grant(CALL, PAGE);
    for (let at = 0; at < ticket.length; at++) {
      const other = ticket[at] === 'A' ? 'Q' : 'A';
      const changed = ticket.slice(0, at) + other + ticket.slice(at + 1);
      const isSameBytes = Buffer.from(changed.split('.')[1] ?? '', 'base64url').equals(
        Buffer.from(ticket.split('.')[1] ?? '', 'base64url'),
      );
      if (at > ticket.indexOf('.') && isSameBytes) continue;
      expect(granter().redeem(changed, PAGE), `at ${at}`).toBeNull();
    }
  });

  it('[C20] cannot be made of a token, nor with the secret itself', () => {
    const body = Buffer.from(JSON.stringify({ ...FACTS, run: 'r', exp: Date.now() + HOUR_MS })).toString('base64url');
    const mac = createHmac('sha256', SECRET).update(body).digest('base64url');
    expect(granter().redeem(`${body}.${mac}`, PAGE)).toBeNull();
  });
});

describe('TURN credentials', () => {
  afterEach(() => vi.useRealTimers());

  it('are what coturn works out for itself: expiry and user, and its HMAC-SHA1', () => {
    const turn = { urls: ['turn:a.example', 'turns:a.example'], secret: 'shared' };
    const { iceServers, expiresAt, icePolicy } = new Granter(keysOf(SECRET, undefined), turn, 'relay').grant(
      CALL,
      PAGE,
    );
    const username = `${expiresAt / 1000}:ann`;
    const credential = createHmac('sha1', 'shared').update(username).digest('base64');
    expect({ iceServers, icePolicy }).toEqual({
      iceServers: [{ urls: turn.urls, username, credential }],
      icePolicy: 'relay',
    });
  });

  it('[C22] lead only through the relay while it rings, where the operator wants it so', () => {
    const turn = { urls: ['turn:a.example'], secret: 'shared' };
    const here = new Granter(keysOf(SECRET, undefined), turn, 'all', 'relay');
    expect(here.way(PAGE)).toMatchObject({ icePolicy: 'relay', ticket: '' });
    expect(here.grant(CALL, PAGE).icePolicy).toBe('all');
  });

  it('open a relay for an hour, each time anew', () => {
    vi.useFakeTimers({ now: 1_795_000_000_400 });
    const here = granter();
    expect(here.grant(CALL, PAGE).expiresAt).toBe(1_795_003_600_000);
    vi.advanceTimersByTime(HOUR_MS);
    expect(here.grant(CALL, PAGE).expiresAt).toBe(1_795_007_200_000);
  });

  it('are none where there is no TURN server', () => {
    expect(granter().grant(CALL, PAGE)).toMatchObject({ iceServers: [], icePolicy: 'all' });
  });
});
