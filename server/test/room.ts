import type { CallSnapshot, CommandInput, RoomPurpose } from '@frontdesk/protocol';
import { accept, ring, talk } from './calls.js';
import type { Person } from './Person.js';
import type { Town } from './useTown.js';

/** A customer, the agent and a colleague of the agent's, and the customer's call with the agent. */
export interface Hosted {
  readonly ann: Person;
  readonly bob: Person;
  readonly cat: Person;
  readonly host: CallSnapshot;
}

/** Ann, a customer, talks to Bob, an agent; Cat is Bob's colleague. With `isCallee` false it was Bob who called Ann. */
export async function hosted(town: Town, { isCallee = true } = {}): Promise<Hosted> {
  const [ann, bob, cat] = [
    await town.enter('Ann'),
    await town.enter('Bob', { role: 'agent' }),
    await town.enter('Cat', { role: 'agent' }),
  ];
  const host = isCallee ? await talk(ann, bob) : await talk(bob, ann);
  return { ann, bob, cat, host };
}

/** Bob calls Cat into the room; the side call as it rings. */
export function callIn(
  { bob, cat, host }: Hosted,
  as: RoomPurpose,
  more: Partial<CommandInput<'call:request'>> = {},
): Promise<CallSnapshot> {
  return ring(bob, cat, { room: { callId: host.callId, as }, ...more });
}

/** The same, and Cat accepts; the side call as it starts. */
export async function bringIn(people: Hosted, as: RoomPurpose): Promise<CallSnapshot> {
  const side = await callIn(people, as);
  const { callee } = await accept(side, people.bob, people.cat);
  return callee.call;
}

/** The next word on who is in the room: the call by which this page is in it, and the pages in their order. */
export async function members(person: Person): Promise<[callId: string, endpointIds: readonly string[]]> {
  const news = await person.next('room:members');
  return [news.callId, news.members.map(({ endpointId }) => endpointId)];
}

/** Everybody's ids, as `members` tells them. */
export function pagesOf(...people: readonly Person[]): readonly string[] {
  return people.map(({ endpointId }) => endpointId);
}
