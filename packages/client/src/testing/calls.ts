import type { CallNews, CallSnapshot, SessionReady } from '@frontdesk/protocol';

/** Ana calls Ben: their pages in the tests. */
export const ANA = { userId: 'ana', name: 'Ana', role: 'caller', endpointId: 'ana-1' } as const;
export const BEN = { userId: 'ben', name: 'Ben', role: 'caller', endpointId: 'ben-1' } as const;

/** The server's time in the tests. */
export const SERVER_NOW = 5_000_000;

/** A call from Ana that rings at Ben's; `fields` change it. */
export function ringing(fields: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    callId: 'c1',
    version: 1,
    state: 'ringing',
    caller: ANA,
    callee: { ...BEN, endpointId: null },
    flags: 3,
    param: 0,
    text: '',
    roomId: null,
    room: null,
    code: null,
    endedBy: null,
    requestedAt: SERVER_NOW,
    ringingAt: SERVER_NOW,
    startedAt: null,
    finishedAt: null,
    expiresAt: SERVER_NOW + 45_000,
    ...fields,
  };
}

export function started(fields: Partial<CallSnapshot> = {}): CallSnapshot {
  return ringing({
    version: 2,
    state: 'started',
    callee: BEN,
    roomId: 7,
    startedAt: SERVER_NOW + 5_000,
    expiresAt: null,
    ...fields,
  });
}

export function finished(code: number, fields: Partial<CallSnapshot> = {}): CallSnapshot {
  return ringing({
    version: 3,
    state: 'finished',
    code,
    endedBy: 'caller',
    finishedAt: SERVER_NOW + 9_000,
    expiresAt: null,
    ...fields,
  });
}

export function news(call: CallSnapshot, code = 0, text = ''): CallNews {
  return { call, code, param: 0, text };
}

export function ready(who: typeof ANA | typeof BEN, fields: Partial<SessionReady> = {}): SessionReady {
  const { endpointId, ...user } = who;
  return { user, endpointId, serverTime: SERVER_NOW, version: '0', calls: [], ended: [], ...fields };
}
