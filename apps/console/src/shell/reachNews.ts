import type { ReachView } from '@frontdesk/client';
import type { SeatView, Unreachable } from '@frontdesk/protocol';

/** What an agent is told of being reached. `unproved`: nothing stands against it any more, but available they are not. */
export type ReachNews =
  | { readonly type: 'broken'; readonly why: Unreachable }
  | { readonly type: 'unproved' }
  | { readonly type: 'good' };

/** `hasFailed`: the agent wanted to be available, and was not made so. */
export function reachNews(
  { wish, unreachable }: Pick<SeatView, 'wish' | 'unreachable'>,
  reach: Pick<ReachView, 'checks' | 'unreachable'>,
  hasFailed: boolean,
): ReachNews {
  const isAvailable = wish === 'available';
  if (!isAvailable && !hasFailed) return { type: 'good' };
  // What could not be looked at, could not for want of a line.
  const isUnsure = hasFailed && Object.values(reach.checks).includes('unknown');
  const why = reach.unreachable ?? unreachable ?? (isUnsure ? 'noPage' : null);
  if (why !== null) return { type: 'broken', why };
  return isAvailable ? { type: 'good' } : { type: 'unproved' };
}
