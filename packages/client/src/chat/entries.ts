import type { ChatMessage } from '@frontdesk/protocol';
import type { ChatEntry } from './chatViews.js';
import type { Outgoing } from './Outbox.js';

interface About {
  /** Who this page is. */
  readonly selfId: string;
  /** Names by user id, so far as they are known. */
  readonly names: Readonly<Record<string, string>>;
  /** The server's clock minus this one. */
  readonly offsetMs: number;
  /** What comes after it is new. */
  readonly knownSeq: number;
}

/** A conversation as it is shown: what has its place, then what is not sent yet. */
export function entriesOf(
  messages: readonly ChatMessage[],
  outbox: readonly Outgoing[],
  { selfId, names, offsetMs, knownSeq }: About,
): readonly ChatEntry[] {
  const own = new Set<string>();
  const said = messages.map((message): ChatEntry => {
    const { messageId, seq, from, kind, text, notice, file } = message;
    const isOwn = from === selfId;
    if (isOwn) own.add(messageId);
    const who = { id: `${isOwn ? 'own' : from} ${messageId}`, isOwn, from, name: names[from] ?? '' };
    const at = message.at - offsetMs;
    const isNew = seq > knownSeq;
    return { ...who, isNew, at, kind, text, notice, file, state: 'sent', problem: null, progress: null };
  });
  // Its acknowledgment was lost, and the replay came first.
  const unsent = outbox.filter(({ messageId }) => !own.has(messageId));
  return [...said, ...unsent.map((each) => unsentEntry(each, selfId, names[selfId] ?? ''))];
}

function unsentEntry(outgoing: Outgoing, from: string, name: string): ChatEntry {
  const { messageId, at, kind, text, notice, file, problem, progress } = outgoing;
  const state = problem === null ? 'sending' : 'failed';
  const who = { id: `own ${messageId}`, isOwn: true, from, name };
  return { ...who, isNew: true, at, kind, text, notice, file, state, problem, progress };
}
