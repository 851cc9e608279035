import { join } from 'node:path';
import { CODES } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import { ask, refuse, ring, takeUp } from './beginnings.js';
import type { Asked, Call, Deciding, Ringing } from './call.js';
import { transition } from './machine.js';
import type { Address, CallEvent, Effect } from './step.js';

const ANN = { userId: 'ann', name: 'Ann', role: 'caller' } as const;
const BOB = { userId: 'bob', name: 'Bob', role: 'agent' } as const;
const SILENT = { param: 0, text: '' };

const CAT = { userId: 'cat', name: 'Cat', role: 'agent' } as const;
const [ANN_1, BOB_1, BOB_2, CAT_1] = [
  { userId: 'ann', endpointId: 'ann-1' },
  { userId: 'bob', endpointId: 'bob-1' },
  { userId: 'bob', endpointId: 'bob-2' },
  { userId: 'cat', endpointId: 'cat-1' },
] as const;

const asked: Asked = {
  callId: 'call-1',
  caller: ANN,
  callerEndpoint: 'ann-1',
  dialed: BOB,
  flags: 3,
  param: 7,
  text: 'hello',
  preconnect: true,
  room: null,
  requestedAt: 1_000,
};
const toBob = { targets: [BOB], rang: [BOB_1, BOB_2], at: 1_000, expiresAt: 46_000 };
const toBoth = { ...toBob, targets: [BOB, CAT], rang: [BOB_1, BOB_2, CAT_1] };
const GRACED = { graceUntil: 35_000 };
const ACCEPTED: CallEvent = { type: 'accepted', ...BOB_1, roomId: 99, at: 5_000, ...GRACED, ...SILENT };

function after<S extends Call['state']>(state: S, call: Call, event: CallEvent): Extract<Call, { state: S }> {
  const next = transition(call, event)?.call;
  if (next?.state !== state) throw new Error(`the call is ${next?.state}, not ${state}`);
  return next as Extract<Call, { state: S }>;
}

const deciding = ask(asked, 3_000).call as Deciding;
const waiting = after('waiting', deciding, { type: 'held', until: 600_000, ...GRACED });
const ringing = ring(asked, toBob).call as Ringing;
const linkable = after('ringing', ringing, { type: 'alerted', ...BOB_1, preconnect: true });
const assigned = after('ringing', waiting, { type: 'assigned', ...toBob });
const started = after('started', ringing, ACCEPTED);
const finished = after('finished', started, {
  type: 'hungUp',
  side: 'caller',
  ...ANN_1,
  code: 0,
  at: 9_000,
  ...SILENT,
});
const TO_CAT = { to: CAT, endpointId: 'cat-1', by: 'callee', at: 5_000 } as const;
const CALLER_AWAY = { caller: 20_000, callee: null };
const CALLEE_AWAY = { caller: null, callee: 20_000 };

const STATES: Readonly<Record<string, Call>> = {
  deciding,
  'deciding, caller away': { ...deciding, lost: CALLER_AWAY },
  'deciding, accepted in advance': { ...deciding, accepted: { endpointId: 'bob-1', ...SILENT } },
  waiting,
  'waiting, told its place': { ...waiting, said: { param: 2, text: 'Two before you', wait: null } },
  'waiting, caller away': { ...waiting, lost: CALLER_AWAY },
  ringing,
  'ringing, caller away': { ...ringing, lost: CALLER_AWAY },
  'ringing, callee away': { ...ringing, lost: CALLEE_AWAY },
  'ringing, assigned': assigned,
  'ringing, assigned, callee away': { ...assigned, lost: CALLEE_AWAY },
  'ringing, assigned to two': after('ringing', waiting, { type: 'assigned', ...toBoth }),
  'ringing, alerted': after('ringing', ringing, { type: 'alerted', ...BOB_1, preconnect: false }),
  'ringing, linkable': linkable,
  'ringing, linkable, caller away': { ...linkable, lost: CALLER_AWAY },
  started,
  'started, caller away': { ...started, lost: CALLER_AWAY },
  'started, callee away': { ...started, lost: CALLEE_AWAY },
  'started, taken up by the caller': { ...started, lost: CALLEE_AWAY, unshown: 'callee' },
  'started, a side call, aside': { ...started, asked: { ...asked, room: { callId: 'host', roomId: 99, as: 'aside' } } },
  finished,
};

const EVENTS: Readonly<Record<string, CallEvent>> = {
  'it is allowed': { type: 'allowed', isRouted: false, roomId: 99, ...toBob, ...GRACED },
  'it is routed to Cat': {
    type: 'allowed',
    isRouted: true,
    roomId: 99,
    ...toBob,
    targets: [CAT],
    rang: [CAT_1],
    ...GRACED,
  },
  'it is denied with 5': { type: 'denied', by: 'business', code: 5, text: 'Not today', at: 5_000 },
  'it is held': { type: 'held', until: 600_000, ...GRACED },
  'it is to go elsewhere': { type: 'overruled' },
  'it is assigned to Bob': { type: 'assigned', ...toBob },
  'it is assigned to Bob and Cat': { type: 'assigned', ...toBoth },
  'the caller is told something': { type: 'updated', param: 3, text: 'Soon', wait: { fromMs: 60_000, toMs: 120_000 } },
  'a business server ends it with 5': { type: 'forced', code: 5, text: 'Closing', at: 5_000 },
  'bob-1 alerts': { type: 'alerted', ...BOB_1, preconnect: false },
  'bob-1 alerts, and may be linked': { type: 'alerted', ...BOB_1, preconnect: true },
  'bob-2 alerts, and may be linked': { type: 'alerted', ...BOB_2, preconnect: true },
  'the callee accepts': ACCEPTED,
  'the callee rejects': { type: 'rejected', ...BOB_1, code: CODES.rejected, at: 5_000, ...SILENT },
  'the callee is busy': { type: 'rejected', ...BOB_1, code: CODES.busy, at: 5_000, ...SILENT },
  'the caller cancels': { type: 'canceled', endpointId: 'ann-1', at: 5_000, ...SILENT },
  'another page of the caller cancels': { type: 'canceled', endpointId: 'ann-2', at: 5_000, ...SILENT },
  'the caller hangs up': { type: 'hungUp', side: 'caller', ...ANN_1, code: 5, at: 5_000, ...SILENT },
  'the callee hangs up': { type: 'hungUp', side: 'callee', ...BOB_1, code: 5, at: 5_000, ...SILENT },
  'the caller is lost': { type: 'lost', side: 'caller', ...ANN_1, until: 30_000 },
  'the callee is lost': { type: 'lost', side: 'callee', ...BOB_1, until: 30_000 },
  'the caller, lost, says goodbye': { type: 'lost', side: 'caller', ...ANN_1, until: 8_000 },
  'the caller is found': { type: 'found', side: 'caller', ...ANN_1 },
  'the callee is found': { type: 'found', side: 'callee', ...BOB_1 },
  'a new page of the callee opens': { type: 'found', side: 'callee', userId: 'bob', endpointId: 'bob-3' },
  'the caller shows a ticket of version 2': { type: 'resumed', side: 'caller', version: 2 },
  'the callee shows a ticket of version 1': { type: 'resumed', side: 'callee', version: 1 },
  'the callee, aside, joins the room': { type: 'joined' },
  'the caller’s place goes to Cat': { type: 'handedOver', side: 'caller', ...TO_CAT },
  'the callee’s place goes to Cat': { type: 'handedOver', side: 'callee', ...TO_CAT },
  'it has served its purpose': { type: 'closed', by: 'caller', code: CODES.transferred, at: 5_000 },
  'another call of the caller is taken up': { type: 'overtaken', userId: 'ann', at: 5_000 },
  'another call of the callee is taken up': { type: 'overtaken', userId: 'bob', at: 5_000 },
  'the wait is over': { type: 'timeUp', timer: 'wait', at: 600_000 },
  'the ring time is over': { type: 'timeUp', timer: 'ring', at: 46_000 },
  'the caller’s grace is over': { type: 'timeUp', timer: 'callerGrace', at: 20_000 },
  'the callee’s grace is over': { type: 'timeUp', timer: 'calleeGrace', at: 20_000 },
};

describe('the call machine', () => {
  test('every cell of state and event is as docs/call-states.md says', async () => {
    const lines = ['# The states of a call', '', PREAMBLE, ''];
    for (const [state, call] of Object.entries(STATES)) {
      lines.push(`## ${state}`, '', '| when | then | and |', '| --- | --- | --- |');
      for (const [name, event] of Object.entries(EVENTS)) lines.push(row(name, call, event));
      lines.push('');
    }
    await expect(lines.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, '../../../docs/call-states.md'));
  });

  test('[C13] nothing happens to a call that has ended', () => {
    for (const event of Object.values(EVENTS)) expect(transition(finished, event)).toBeNull();
  });

  test('a step never changes the call that it was given', () => {
    for (const call of Object.values(STATES)) {
      const before = structuredClone(call);
      for (const event of Object.values(EVENTS)) transition(call, event);
      expect(call).toEqual(before);
    }
  });

  test('the version grows by one with each step that changes something, and only then', () => {
    for (const call of Object.values(STATES)) {
      for (const event of Object.values(EVENTS)) {
        const after = transition(call, event)?.call;
        if (after && after !== call) expect(after.version).toBe(call.version + 1);
      }
    }
  });

  test('[C13] whatever ends a call stops every timer that runs in its state', () => {
    for (const call of Object.values(STATES)) {
      const running = runningIn(call);
      for (const event of Object.values(EVENTS)) {
        const step = transition(call, event);
        if (step?.call.state !== 'finished') continue;
        const stopped = step.effects.flatMap((effect) => (effect.type === 'stopTimer' ? [effect.timer] : []));
        expect(new Set(stopped)).toEqual(running);
      }
    }
  });

  test('[C5] a call that rings tells every page of the callee, the caller that it was delivered, and business servers', () => {
    const { expiresAt, rang } = toBob;
    const request = { news: 'request', code: 0, param: 7, text: 'hello' };
    expect(ring(asked, toBob)).toEqual({
      call: {
        asked,
        state: 'ringing',
        version: 1,
        targets: [BOB],
        isShared: false,
        ringingAt: 1_000,
        expiresAt,
        rang,
        alerts: 0,
        linkable: [],
        held: null,
        lost: { caller: null, callee: null },
      },
      effects: [
        { type: 'startTimer', timer: 'ring', at: 46_000 },
        { type: 'announce', ...request },
        { type: 'tell', to: { userId: 'bob', allBut: null }, ...request },
        { type: 'tell', to: ANN_1, news: 'reply', code: 0, ...SILENT },
        { type: 'announce', news: 'reply', code: 0, ...SILENT },
      ],
    });
  });

  test('[C1][C3] a refused call is over at once: the caller is told why, the callee hears nothing', () => {
    const { call, effects } = refuse(asked, CODES.offline, 1_000);
    expect(call).toMatchObject({
      state: 'finished',
      code: CODES.offline,
      endedBy: 'server',
      ringingAt: null,
      rang: [],
      left: [],
    });
    expect(effects).toEqual([
      { type: 'announce', news: 'request', code: 0, param: 7, text: 'hello' },
      { type: 'tell', to: ANN_1, news: 'reply', code: CODES.offline, ...SILENT },
      { type: 'announce', news: 'reply', code: CODES.offline, ...SILENT },
    ]);
  });

  test('[C20] a call that is taken up misses the other side, and tells the one who showed a ticket so', () => {
    const { asked: facts, callee, calleeEndpoint, ringingAt, startedAt, roomId } = started;
    const held = { asked: facts, version: 40, callee, calleeEndpoint, ringingAt, startedAt, roomId };
    expect(takeUp(held, 'callee', 35_000)).toEqual({
      call: {
        ...started,
        version: 40,
        rang: [BOB_1],
        left: [],
        lost: { caller: null, callee: 35_000 },
        unshown: 'callee',
        isTakenUp: true,
      },
      effects: [
        { type: 'startTimer', timer: 'calleeGrace', at: 35_000 },
        { type: 'tellPeer', to: ANN_1, endpointId: 'bob-1', connected: false },
        { type: 'announce', news: 'start', code: 0, param: 99, text: '' },
      ],
    });
  });

  test('[C9] a ring timer that was overtaken by the answer changes nothing', () => {
    expect(transition(started, { type: 'timeUp', timer: 'ring', at: 46_000 })).toEqual({ call: started, effects: [] });
  });
});

const PREAMBLE = `Printed from the machine itself by its test (\`server/src/calls/machine.test.ts\`): what happens to a call in each state, and what
is done about it. “–” is a move that the rules forbid; “nothing” is one that is allowed and changes nothing. Ann calls Bob; Bob's
page bob-1 accepts; bob-2 rings too. What business servers are told stands last, after “⇒”.`;

function row(name: string, call: Call, event: CallEvent): string {
  const step = transition(call, event);
  if (!step) return `| ${name} | – | |`;
  const then = step.call === call ? 'nothing' : `${step.call.state}${away(step.call)}`;
  const [told, announced] = [step.effects.filter((effect) => !isAnnounced(effect)), step.effects.filter(isAnnounced)];
  const last = announced.length > 0 ? [`⇒ ${announced.map(words).join(', ')}`] : [];
  return `| ${name} | ${then} | ${[...told.map(words), ...last].join('; ')} |`;
}

function isAnnounced({ type }: Effect): boolean {
  return type === 'announce' || type === 'announceUpdate' || type === 'announcePeer';
}

/** The timers that must run in this state, by what the call says. */
function runningIn(call: Call): ReadonlySet<string> {
  const clocks = { deciding: 'decide', waiting: 'wait', ringing: 'ring' } as const;
  const running = new Set<string>();
  if (call.state === 'finished') return running;
  if (call.state !== 'started') running.add(clocks[call.state]);
  if (call.lost.caller !== null) running.add('callerGrace');
  if (call.lost.callee !== null) running.add('calleeGrace');
  return running;
}

function away(call: Call): string {
  if (call.state === 'finished') return ` (${call.code}, by ${call.endedBy})`;
  const missing = [call.lost.caller !== null && 'caller', call.lost.callee !== null && 'callee'].filter(Boolean);
  return missing.length > 0 ? `, ${missing.join(' and ')} away` : '';
}

function words(effect: Effect): string {
  switch (effect.type) {
    case 'startTimer':
      return `${effect.timer} until ${effect.at}`;
    case 'stopTimer':
      return `stop ${effect.timer}`;
    case 'tell':
      return `${effect.news.toUpperCase()} ${effect.code} → ${who(effect.to)}`;
    case 'tellUpdate':
      return `UPDATE 0 → ${who(effect.to)}`;
    case 'announceUpdate':
      return 'UPDATE 0';
    case 'tellStart':
      return `START → ${who(effect.to)}`;
    case 'askDecider':
      return 'ask the business server';
    case 'announce':
      return `${effect.news.toUpperCase()} ${effect.code}`;
    case 'announcePeer':
      return `peer ${effect.endpointId ?? '(any)'} ${effect.connected ? 'back' : 'away'}`;
    case 'tellAlert':
      return `alert ${effect.from ?? '(any)'} → ${who(effect.to)}`;
    case 'tellPeer':
      return `peer ${effect.endpointId ?? '(any)'} ${effect.connected ? 'back' : 'away'} → ${who(effect.to)}`;
  }
}

function who(to: Address): string {
  if ('endpointId' in to) return to.endpointId;
  return to.allBut === null ? `all of ${to.userId}` : `all of ${to.userId} but ${to.allBut}`;
}
