import type { ReachView } from '@frontdesk/client';
import type { Wish } from '@frontdesk/protocol';
import { useStore } from '@frontdesk/ui';
import { useEffect, useRef, useState } from 'react';
import type { Parts } from './makeParts.js';
import { type Refusal, refusalOf } from './parts/refusal.js';

export interface Readiness {
  readonly reach: ReachView;
  /** The agent wanted to be available, and it did not prove. */
  readonly hasFailed: boolean;
  /** Chooses; "available" only once it is proved that a call would be noticed. */
  readonly choose: (wish: Wish, reason?: string) => Promise<unknown>;
  readonly prove: () => Promise<boolean>;
  /** Why the desk did not take the last choice; null once another was made, or the status is another. */
  readonly refusal: Refusal | null;
  readonly dismissRefusal: () => void;
}

/** Being available, and the proof that goes before it. */
export function useReadiness({ desk, reach }: Parts): Readiness {
  const view = useStore(reach.view);
  const { place, seat } = useStore(desk.view);
  const [hasFailed, setFailed] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const wasProved = useRef(false);
  // A proof may wait long for somebody's answer to the browser: of several choices the newest counts.
  const newest = useRef(0);
  const prove = async (): Promise<boolean> => {
    wasProved.current = true;
    const isGood = await reach.prove();
    if (isGood) setFailed(false);
    return isGood;
  };
  // A page that was loaded anew while its agent is available has to prove it again.
  const isUnproved = place === 'seated' && seat?.wish === 'available' && !wasProved.current;
  useEffect(() => {
    if (!isUnproved) return;
    wasProved.current = true;
    void reach.prove();
  }, [isUnproved, reach]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen now makes the word about the last choice old.
  useEffect(() => setRefusal(null), [seat?.wish, seat?.reason]);
  const choose = async (wish: Wish, reason?: string): Promise<unknown> => {
    newest.current += 1;
    const own = newest.current;
    setRefusal(null);
    const isGood = wish !== 'available' || (await prove());
    if (own !== newest.current) return undefined;
    setFailed(!isGood);
    if (!isGood) return undefined;
    const answer = await desk.choose(wish, reason);
    if (!answer.ok && own === newest.current) setRefusal(refusalOf(answer.error));
    return answer;
  };
  return { reach: view, hasFailed, choose, prove, refusal, dismissRefusal: () => setRefusal(null) };
}
