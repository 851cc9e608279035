import type { CallSnapshot, RoomMember } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { ANA, BEN, started } from '../testing/calls.js';
import { conversationOf, linksOf, type RoomFacts, type StartedView } from './linksOf.js';

const CAT = { userId: 'cat', name: 'Cat', role: 'agent', endpointId: 'cat-1' } as const;
const HOST = started();

function side(as: 'join' | 'aside' | 'transfer'): CallSnapshot {
  return started({ callId: 'g', caller: BEN, callee: CAT, room: { callId: 'c1', as } });
}

function view(call: CallSnapshot, own: 'caller' | 'callee'): StartedView {
  const other = own === 'caller' ? call.callee : call.caller;
  return { state: 'started', call, side: own, other, reachable: true, since: 0 };
}

const ALL: readonly RoomMember[] = [ANA, BEN, CAT];
const links = (facts: RoomFacts) =>
  linksOf(facts).map(({ call, peer, isInitiator }) => [peer, call.callId, isInitiator ? 'makes' : 'answers']);

describe('the links of a page in a room of three', () => {
  it('[C29] go from each to each: who shares a call goes by its caller, the others by who stands earlier', () => {
    const ana = {
      main: view(HOST, 'caller'),
      side: null,
      membership: { callId: 'c1', members: ALL },
      endpointId: 'ana-1',
    };
    const ben = { ...ana, main: view(HOST, 'callee'), side: view(side('join'), 'caller'), endpointId: 'ben-1' };
    const cat = {
      ...ana,
      main: view(side('join'), 'callee'),
      membership: { callId: 'g', members: ALL },
      endpointId: 'cat-1',
    };
    expect(links(ana)).toEqual([
      ['ben-1', 'c1', 'makes'],
      ['cat-1', 'c1', 'makes'],
    ]);
    expect(links(ben)).toEqual([
      ['ana-1', 'c1', 'answers'],
      ['cat-1', 'g', 'makes'],
    ]);
    expect(links(cat)).toEqual([
      ['ben-1', 'g', 'answers'],
      ['ana-1', 'g', 'answers'],
    ]);
  });

  it('[C28] are two of its own for who talks aside, and none to whom the call only goes over', () => {
    const facts = { main: view(HOST, 'callee'), membership: null, endpointId: 'ben-1' };
    expect(links({ ...facts, side: view(side('aside'), 'caller') })).toEqual([
      ['ana-1', 'c1', 'answers'],
      ['cat-1', 'g', 'makes'],
    ]);
    expect(links({ ...facts, side: view(side('transfer'), 'caller') })).toEqual([['ana-1', 'c1', 'answers']]);
  });

  it('[C31] are those to the present two alone while who is told to be there is of the call before', () => {
    const host = { ...HOST, callee: CAT };
    const cat = {
      main: view(host, 'callee'),
      side: null,
      membership: { callId: 'g', members: ALL },
      endpointId: 'cat-1',
    };
    expect(links(cat)).toEqual([['ana-1', 'c1', 'answers']]);
  });

  it('are made once where the call into the room has become the call itself', () => {
    const g = view(side('join'), 'caller');
    const facts = { main: g, side: g, membership: { callId: 'c1', members: ALL }, endpointId: 'ben-1' };
    expect(new Set(linksOf(facts).map(({ peer }) => peer))).toEqual(new Set(['cat-1']));
  });
});

it('[C36] one who has joined writes in the conversation of the room, until there are but the two', () => {
  expect(conversationOf(side('aside'), null)).toBe('g');
  expect(conversationOf(side('join'), { callId: 'g', members: ALL })).toBe('c1');
  expect(conversationOf(side('join'), { callId: 'g', members: [BEN, CAT] })).toBe('g');
  expect(conversationOf(HOST, { callId: 'c1', members: [ANA, BEN] })).toBe('c1');
});
