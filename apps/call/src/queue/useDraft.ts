import type { Customer } from '@frontdesk/client';
import type { QueueDoor } from '@frontdesk/protocol';
import { useMemo, useState } from 'react';
import { asDraft, type Draft, emptyDraft } from './door/visit.js';
import { tab } from './tab.js';

/** What a visit begins with: a call that was asked for, or the way back to one that goes on. */
export interface Order {
  readonly type: 'start' | 'back';
}

const NOTHING = { form: [], video: true };

/** What was filled in so far, kept over a reload. */
export function useDraft(
  queueId: string,
  door: Pick<QueueDoor, 'form' | 'video'> | null,
  customer: Customer,
): readonly [Draft, (draft: Draft) => void] {
  const key = `frontdesk-queue.draft.${queueId}`;
  const [written, setWritten] = useState<unknown>(() => tab.read(key));
  const draft = useMemo(
    () => asDraft(written, emptyDraft(door ?? NOTHING, customer.known?.name ?? '')),
    [written, door, customer],
  );
  // An agreement is of this page only.
  const [consent, setConsent] = useState(false);
  const write = (next: Draft): void => {
    setConsent(next.consent);
    setWritten(next);
    tab.write(key, next);
  };
  return [useMemo(() => ({ ...draft, consent }), [draft, consent]), write];
}
