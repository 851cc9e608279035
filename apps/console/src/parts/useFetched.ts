import type { Fetched, FetchProblem } from '@frontdesk/client';
import { useCallback, useEffect, useState } from 'react';

/** What was asked for: not there yet, there, or not to be had. The last that was there stays while it is asked for anew. */
export interface FetchedView<T> {
  readonly value: T | null;
  readonly problem: FetchProblem | null;
  readonly isLoading: boolean;
  readonly again: () => void;
}

/** Asks once, and anew when `key` changes; an answer that comes after a newer question is not shown. */
export function useFetched<T>(ask: () => Promise<Fetched<T>>, key: string): FetchedView<T> {
  const [state, setState] = useState<Omit<FetchedView<T>, 'again'>>({ value: null, problem: null, isLoading: true });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says what is asked for, `round` asks for the same again.
  useEffect(() => {
    let isOver = false;
    setState((before) => ({ ...before, isLoading: true }));
    void ask().then((fetched) => {
      if (isOver) return;
      setState((before) =>
        fetched.ok
          ? { value: fetched.value, problem: null, isLoading: false }
          : { value: before.value, problem: fetched.reason, isLoading: false },
      );
    });
    return () => {
      isOver = true;
    };
  }, [key, round]);
  return { ...state, again: useCallback(() => setRound((before) => before + 1), []) };
}
