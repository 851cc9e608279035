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

/**
 * What came last, for those who have the conversation closed; and what was done that both should know, which no message
 * takes away.
 */
export function ChatPeek({ chat }: { readonly chat: ChatPort }) {
  const { t } = useTranslation();
  const { entries, unread } = useStore(chat.view);
  const words = useChatWords();
  const notice = useLatest(entries.findLast(({ kind }) => kind === 'notice'));
  const message = useLatest(entries.findLast(({ kind, isOwn }) => kind !== 'notice' && !isOwn));
  return (
    <>
      {/* That somebody holds is said for as long as it is so. */}
      {notice && notice.notice !== 'hold' && (
        <p className={css.peek}>
          <Info size={17} aria-hidden="true" />
          <span className={css.words}>{words.notice(notice)}</span>
        </p>
      )}
      {message && unread > 0 && (
        <p className={css.peek}>
          <MessageSquareText size={17} aria-hidden="true" />
          <span className={css.words} dir="auto">
            {message.file
              ? t('chat.sentFile', { name: words.nameOf(message), file: message.file.name })
              : t('chat.newMessage', { name: words.nameOf(message), text: message.text })}
          </span>
        </p>
      )}
    </>
  );
}

/** The entry, for a while after this page has heard it; what was shown before a reload is not new. */
function useLatest(entry: ChatEntry | undefined): ChatEntry | null {
  const [shown, setShown] = useState<ChatEntry | null>(null);
  const id = entry?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one entry is shown once, however its view changes.
  useEffect(() => {
    if (!entry?.isNew) return;
    setShown(entry);
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return shown;
}
