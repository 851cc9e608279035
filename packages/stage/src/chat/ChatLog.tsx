import type { ChatEntry, ChatView } from '@frontdesk/client';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatPort } from '../ports.js';
import css from './ChatLog.module.css';
import { ChatRow } from './ChatRow.js';

interface ChatLogProps {
  readonly chat: ChatPort;
  readonly view: ChatView;
  readonly isLineUp: boolean;
}

/** Entries of one person within this time stand under one name, in ms. */
const TOGETHER_MS = 5 * 60_000;
/** As near to the end as this, in px, one follows what comes. */
const NEAR_PX = 48;

/** A conversation. It follows its end unless one has scrolled away from it. */
export function ChatLog({ chat, view, isLineUp }: ChatLogProps) {
  const { t } = useTranslation();
  const { entries } = view;
  const box = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const content = useRef<HTMLDivElement>(null);
  const last = entries.at(-1);
  const isOwnNew = last?.isOwn === true && last.state === 'sending';
  useLayoutEffect(() => {
    if (isOwnNew) isFollowing.current = true;
  }, [isOwnNew]);
  // Whatever makes it longer: an entry, a picture that has come, a window that is narrower.
  useLayoutEffect(() => {
    const { current } = box;
    if (!current || !content.current) return;
    const toEnd = (): void => {
      if (isFollowing.current) current.scrollTop = current.scrollHeight;
    };
    const observer = new ResizeObserver(toEnd);
    observer.observe(content.current);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  const follow = (): void => {
    const { current } = box;
    if (current) isFollowing.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_PX;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and who has no mouse scrolls by keys.
    <div ref={box} className={css.log} role="log" aria-label={t('chat.log')} tabIndex={0} onScroll={follow}>
      <div ref={content} className={css.content}>
        {entries.length === 0 && <p className={css.empty}>{t('chat.empty')}</p>}
        {entries.map((entry, index) => (
          <ChatRow
            key={entry.id}
            entry={entry}
            isFirst={!isTogether(entries[index - 1], entry)}
            maxBytes={view.fileMaxBytes}
            isLineUp={isLineUp}
            chat={chat}
          />
        ))}
      </div>
    </div>
  );
}

function isTogether(before: ChatEntry | undefined, entry: ChatEntry): boolean {
  if (!before || before.kind === 'notice') return false;
  return before.from === entry.from && entry.at - before.at < TOGETHER_MS;
}
