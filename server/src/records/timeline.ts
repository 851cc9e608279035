import { CODES, type RecordEvent } from '@frontdesk/protocol';
import { type Call, calleeOf, type Finished, isLive, type Party, type Ringing, type Started } from '../calls/call.js';

/** What a step of a call does not say of itself. */
export interface Around {
  /** Epoch ms. */
  readonly at: number;
  /** The code and words that were told with it. */
  readonly told: { readonly code: number; readonly text: string };
  /** Who has decided, of a call that was to be decided on. */
  readonly decidedBy: 'business' | 'server';
}

type Somebody = Extract<RecordEvent, { kind: 'started' }>['by'];

/** What has happened to a call between two of its steps, in its order. */
export function eventsOf(before: Call | null, after: Call, around: Around): readonly RecordEvent[] {
  const { at } = around;
  if (before === null) {
    if (after.state === 'started') return [{ at, kind: 'takenUp' }];
    const { caller, dialed, requestedAt } = after.asked;
    const requested: RecordEvent = {
      at: requestedAt,
      kind: 'requested',
      by: somebody(caller),
      to: somebody(dialed),
    };
    return [requested, ...arrival(after, around)];
  }
  if (before.state === after.state) return within(before, after, at);
  const refused = before.state === 'ringing' && after.state === 'waiting' ? [notTaken(before.targets, around)] : [];
  return [...decision(before, after, around), ...refused, ...arrival(after, around, before)];
}

/** What it means that a call is in this state now. */
function arrival(call: Call, { at, told }: Around, before: Call | null = null): readonly RecordEvent[] {
  switch (call.state) {
    case 'deciding':
      return [];
    case 'waiting':
      return [{ at, kind: 'waiting', isAgain: before?.state === 'ringing' }];
    case 'ringing':
      return [{ at: call.ringingAt, kind: 'offered', to: call.targets.map(somebody) }];
    case 'started':
      return [{ at: call.startedAt, kind: 'started', by: somebody(call.callee) }];
    case 'finished':
      return [finish(call, told.text)];
  }
}

function finish({ finishedAt, code, endedBy }: Finished, text: string): RecordEvent {
  return { at: finishedAt, kind: 'finished', code, endedBy, text };
}

function decision(before: Call, after: Call, { at, decidedBy }: Around): readonly RecordEvent[] {
  if (before.state !== 'deciding') return [];
  if (after.state === 'waiting') return [{ at, kind: 'decided', outcome: 'waits', by: decidedBy }];
  if (after.state !== 'finished') return [{ at, kind: 'decided', outcome: 'rings', by: decidedBy }];
  // Whoever hangs up first is not refused.
  const isRefused = after.endedBy === 'business' || after.endedBy === 'server';
  return isRefused ? [{ at, kind: 'decided', outcome: 'ends', by: decidedBy }] : [];
}

function notTaken(by: readonly Party[], { at, told }: Around): RecordEvent {
  return { at, kind: 'notTaken', by: by.map(somebody), code: told.code === CODES.ok ? CODES.timeout : told.code };
}

/** What happens to a call that stays what it is. */
function within(before: Call, after: Call, at: number): readonly RecordEvent[] {
  const events: RecordEvent[] = [];
  if (before.state === 'waiting' && after.state === 'waiting') {
    const place = after.said.param;
    if (before.said.param < 1 && place >= 1) events.push({ at, kind: 'placed', place });
  }
  if (before.state === 'ringing' && after.state === 'ringing') events.push(...whileRinging(before, after, at));
  if (before.state === 'started' && after.state === 'started') events.push(...handOver(before, after, at));
  if (isLive(before) && isLive(after)) {
    for (const side of ['caller', 'callee'] as const) {
      const [was, is] = [before.lost[side] !== null, after.lost[side] !== null];
      if (was !== is) events.push({ at, kind: is ? 'lost' : 'found', side });
    }
  }
  return events;
}

function whileRinging(before: Ringing, after: Ringing, at: number): readonly RecordEvent[] {
  const gone = before.targets.filter(({ userId }) => !after.targets.some((target) => target.userId === userId));
  const events: RecordEvent[] = [];
  if (before.alerts === 0 && after.alerts > 0) events.push({ at, kind: 'alerted' });
  if (gone.length > 0) events.push({ at, kind: 'notTaken', by: gone.map(somebody), code: CODES.rejected });
  return events;
}

/** Somebody has taken the place of one of the two. */
function handOver(before: Started, after: Started, at: number): readonly RecordEvent[] {
  const sides = [
    { side: 'caller', from: before.asked.caller, to: after.asked.caller },
    { side: 'callee', from: calleeOf(before), to: calleeOf(after) },
  ] as const;
  return sides.flatMap(({ side, from, to }) =>
    from.userId === to.userId ? [] : [{ at, kind: 'handedOver', side, from: somebody(from), to: somebody(to) }],
  );
}

function somebody({ userId, name }: Party): Somebody {
  return { userId, name };
}
