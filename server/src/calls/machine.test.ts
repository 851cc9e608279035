import { join } from 'node:path';
import { CODES } from '@frontdesk/protocol';
import { describe, expect, test } from 'vitest';
import type { Call, Ringing, Started } from './call.js';
import { refuse, ring, transition } from './machine.js';
import type { Address, CallEvent, Effect } from './step.js';

const ANN = { userId: 'ann', name: 'Ann', role: 'caller' } as const;
const BOB = { userId: 'bob', name: 'Bob', role: 'agent' } as const;
const SILENT = { param: 0, text: '' };

const asked = {
  callId: 'call-1',
  caller: ANN,
  callerEndpoint: 'ann-1',
  callee: BOB,
  flags: 3,
  param: 7,
  text: 'hello',
  requestedAt: 1_000,
};
const ringing = ring({ ...asked, ringingAt: 1_000, expiresAt: 46_000, rang: ['bob-1', 'bob-2'] }).call as Ringing;
const accepted: CallEvent = { type: 'accepted', endpointId: 'bob-1', roomId: 99, at: 5_000, ...SILENT };
const started = transition(ringing, accepted)?.call as Started;
const finished = transition(started, {
  type: 'hungUp',
  side: 'caller',
  endpointId: 'ann-1',
  code: 0,
  at: 9_000,
  ...SILENT,
})?.call as Call;

const STATES: Readonly<Record<string, Call>> = {
  ringing,
  'ringing, caller away': { ...ringing, lost: { caller: 20_000, callee: null } },
  'ringing, callee away': { ...ringing, lost: { caller: null, callee: 20_000 } },
  started,
  'started, caller away': { ...started, lost: { caller: 20_000, callee: null } },
  'started, callee away': { ...started, lost: { caller: null, callee: 20_000 } },
  finished,
};

const EVENTS: Readonly<Record<string, CallEvent>> = {
  'the callee accepts': accepted,
  'the callee rejects': { type: 'rejected', endpointId: 'bob-1', code: CODES.rejected, at: 5_000, ...SILENT },
  'the callee is busy': { type: 'rejected', endpointId: 'bob-1', code: CODES.busy, at: 5_000, ...SILENT },
  'the caller cancels': { type: 'canceled', endpointId: 'ann-1', at: 5_000, ...SILENT },
  'another page of the caller cancels': { type: 'canceled', endpointId: 'ann-2', at: 5_000, ...SILENT },
  'the caller hangs up': { type: 'hungUp', side: 'caller', endpointId: 'ann-1', code: 5, at: 5_000, ...SILENT },
  'the callee hangs up': { type: 'hungUp', side: 'callee', endpointId: 'bob-1', code: 5, at: 5_000, ...SILENT },
  'the caller is lost': { type: 'lost', side: 'caller', endpointId: 'ann-1', until: 30_000 },
  'the callee is lost': { type: 'lost', side: 'callee', endpointId: 'bob-1', until: 30_000 },
  'the caller, lost, says goodbye': { type: 'lost', side: 'caller', endpointId: 'ann-1', until: 8_000 },
  'the caller is found': { type: 'found', side: 'caller', endpointId: 'ann-1' },
  'the callee is found': { type: 'found', side: 'callee', endpointId: 'bob-1' },
  'a new page of the callee opens': { type: 'found', side: 'callee', endpointId: 'bob-3' },
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

  test('[C5] a call that rings tells every page of the callee, and the caller that it was delivered', () => {
    expect(ring({ ...asked, ringingAt: 1_000, expiresAt: 46_000, rang: ['bob-1'] })).toEqual({
      call: {
        ...asked,
        state: 'ringing',
        version: 1,
        ringingAt: 1_000,
        expiresAt: 46_000,
        rang: ['bob-1'],
        lost: { caller: null, callee: null },
      },
      effects: [
        { type: 'startTimer', timer: 'ring', at: 46_000 },
        { type: 'tell', to: { userId: 'bob', allBut: null }, news: 'request', code: 0, param: 7, text: 'hello' },
        { type: 'tell', to: { userId: 'ann', endpointId: 'ann-1' }, news: 'reply', code: 0, ...SILENT },
      ],
    });
  });

  test('[C1][C3] a refused call is over at once: the caller is told why, the callee hears nothing', () => {
    const { call, effects } = refuse({ ...asked, code: CODES.offline, finishedAt: 1_000 });
    expect(call).toMatchObject({
      state: 'finished',
      code: CODES.offline,
      endedBy: 'server',
      ringingAt: null,
      rang: [],
    });
    expect(effects).toEqual([
      { type: 'tell', to: { userId: 'ann', endpointId: 'ann-1' }, news: 'reply', code: CODES.offline, ...SILENT },
    ]);
  });

  test('[C9] a ring timer that was overtaken by the answer changes nothing', () => {
    expect(transition(started, { type: 'timeUp', timer: 'ring', at: 46_000 })).toEqual({ call: started, effects: [] });
  });
});

const PREAMBLE = `Printed from the machine itself by its test (\`server/src/calls/machine.test.ts\`): what happens to a call in each state, and what
is done about it. “–” is a move that the rules forbid; “nothing” is one that is allowed and changes nothing. Ann calls; Bob's
page bob-1 accepts; bob-2 rings too.`;

function row(name: string, call: Call, event: CallEvent): string {
  const step = transition(call, event);
  if (!step) return `| ${name} | – | |`;
  const then = step.call === call ? 'nothing' : `${step.call.state}${away(step.call)}`;
  return `| ${name} | ${then} | ${step.effects.map(words).join('; ')} |`;
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
    case 'tellStart':
      return `START → ${who(effect.to)}`;
    case 'tellPeer':
      return `peer ${effect.endpointId ?? '(any)'} ${effect.connected ? 'back' : 'away'} → ${who(effect.to)}`;
  }
}

function who(to: Address): string {
  if ('endpointId' in to) return to.endpointId;
  return to.allBut === null ? `all of ${to.userId}` : `all of ${to.userId} but ${to.allBut}`;
}
