import type { RecordSearch } from '@frontdesk/client';
import type { Outcome } from '@frontdesk/protocol';

/** What is typed and chosen above the list of calls. Days as the browser's own field has them: `2026-06-03`, or empty. */
export interface CallSearch {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly queueId: string;
  readonly agentId: string;
  readonly outcome: Outcome | '';
}

export const NO_SEARCH: CallSearch = { text: '', from: '', to: '', queueId: '', agentId: '', outcome: '' };

/** As the server is asked. Both days count, from midnight to midnight by this machine's zone. */
export function searchOf({ text, from, to, queueId, agentId, outcome }: CallSearch): RecordSearch {
  const since = dayStart(from, 0);
  const until = dayStart(to, 1);
  return {
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(since !== null && { from: since }),
    ...(until !== null && { to: until }),
    ...(queueId !== '' && { queueId }),
    ...(agentId !== '' && { agentId }),
    ...(outcome !== '' && { outcome }),
  };
}

function dayStart(day: string, plusDays: number): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!found) return null;
  // A year that is still being typed is one of long ago.
  return Math.max(0, new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]) + plusDays).getTime());
}
