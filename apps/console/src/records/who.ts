import type { CallRecord, Side } from '@frontdesk/protocol';

type Told = Pick<CallRecord, 'caller' | 'callee' | 'events'>;

/** Who was on a side of a call when what stands at this place of its timeline happened: a place in it may be handed over. */
export function nameOn({ events, ...now }: Told, side: Side, at: number): string {
  for (const event of events.slice(at)) if (event.kind === 'handedOver' && event.side === side) return event.from.name;
  return now[side].name;
}

/** The names of all who were in a call, a third person and who has handed it over among them, by their ids. */
export function namesOf({ caller, callee, events }: Told): ReadonlyMap<string, string> {
  const people = events.flatMap((event) => {
    if (event.kind === 'joined') return [event.who];
    return event.kind === 'handedOver' ? [event.from, event.to] : [];
  });
  return new Map([...people, caller, callee].map(({ userId, name }) => [userId, name]));
}
