import type { ChatMessage } from '@frontdesk/protocol';
import type { ChatEntry } from './chatViews.js';
import type { Outgoing } from './Outbox.js';

/**
 * A conversation as it is shown: what has its place, then what is not sent yet. `offsetMs` is the server's clock minus
 * this one; what comes after `knownSeq` is new.
 */
export function entriesOf(
  messages: readonly ChatMessage[],
  outbox: readonly Outgoing[],
  { otherId, offsetMs, knownSeq }: Readonly<{ otherId: string; offsetMs: number; knownSeq: number }>,
): readonly ChatEntry[] {
  const own = new Set<string>();
  const said = messages.map((message): ChatEntry => {
    const { messageId, seq, from, kind, text, notice, file } = message;
    const isOwn = from !== otherId;
    if (isOwn) own.add(messageId);
    const id = `${isOwn ? 'own' : 'other'} ${messageId}`;
    const at = message.at - offsetMs;
    const isNew = seq > knownSeq;
    return { id, isOwn, isNew, at, kind, text, notice, file, state: 'sent', problem: null, progress: null };
  });
  // Its acknowledgment was lost, and the replay came first.
  const unsent = outbox.filter(({ messageId }) => !own.has(messageId));
  return [...said, ...unsent.map(unsentEntry)];
}

function unsentEntry({ messageId, at, kind, text, notice, file, problem, progress }: Outgoing): ChatEntry {
  const state = problem === null ? 'sending' : 'failed';
  return { id: `own ${messageId}`, isOwn: true, isNew: true, at, kind, text, notice, file, state, problem, progress };
}
