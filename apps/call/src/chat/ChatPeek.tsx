import type { ChatEntry } from '@frontdesk/client';
import { useStore } from '@frontdesk/ui';
import { Info, MessageSquareText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatPort } from '../ports.js';
import css from './ChatPeek.module.css';
import { useChatWords } from './useChatWords.js';

/** How long something new is shown above the picture, in ms: time to read two lines. */
const SHOWN_MS = 7_000;

/** What came last, for those who have the conversation closed; and what was done that both should know. */
export function ChatPeek({ chat, otherName }: { readonly chat: ChatPort; readonly otherName: string }) {
  const { t } = useTranslation();
  const view = useStore(chat.view);
  const words = useChatWords(otherName);
  const shown = useLatest(view.entries.findLast(({ kind, isOwn }) => kind === 'notice' || !isOwn));
  if (!shown) return null;
  if (shown.kind === 'notice') {
    return (
      <p className={css.peek}>
        <Info size={17} aria-hidden="true" />
        <span className={css.words}>{words.notice(shown)}</span>
      </p>
    );
  }
  if (view.unread === 0) return null;
  const said = shown.file
    ? t('chat.sentFile', { name: otherName, file: shown.file.name })
    : t('chat.newMessage', { name: otherName, text: shown.text });
  return (
    <p className={css.peek}>
      <MessageSquareText size={17} aria-hidden="true" />
      <span className={css.words} dir="auto">
        {said}
      </span>
    </p>
  );
}

/** The entry, for a while after it came; what was there when the page was loaded is not new. */
function useLatest(entry: ChatEntry | undefined): ChatEntry | null {
  const [shown, setShown] = useState<ChatEntry | null>(null);
  const id = entry?.id;
  const isNew = entry !== undefined && Date.now() - entry.at < SHOWN_MS;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one entry is shown once, however its view changes.
  useEffect(() => {
    if (!isNew || !entry) return;
    setShown(entry);
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return shown;
}
