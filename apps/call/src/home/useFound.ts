import type { PresentUser } from '@frontdesk/protocol';
import type { Find } from '@frontdesk/stage';
import { useEffect, useState } from 'react';

/** How long one may type before the server is asked, in ms. */
const PAUSE_MS = 250;

const NOBODY: readonly PresentUser[] = [];

/** Whom the server finds by a query: the list on the page may hold only the first 500. */
export function useFound(query: string, find: Find): readonly PresentUser[] {
  const [found, setFound] = useState<{ readonly query: string; readonly users: readonly PresentUser[] } | null>(null);
  useEffect(() => {
    const wanted = query.trim();
    if (wanted === '') return;
    let isOver = false;
    const timer = setTimeout(async () => {
      const answer = await find(wanted);
      if (!isOver && answer.ok) setFound({ query, users: answer.value });
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [query, find]);
  return found?.query === query ? found.users : NOBODY;
}
