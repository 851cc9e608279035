import type { ChatEntry } from '@frontdesk/client';
import { CircleAlert, Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatPort } from '../ports.js';
import css from './ChatRow.module.css';
import { FileRow } from './FileRow.js';
import { fileSize } from './fileSize.js';
import { piecesOf } from './links.js';
import { useChatWords } from './useChatWords.js';

interface ChatRowProps {
  readonly entry: ChatEntry;
  /** The first of several of the same person: it carries the name and the time. */
  readonly isFirst: boolean;
  readonly maxBytes: number;
  readonly isLineUp: boolean;
  readonly chat: ChatPort;
}

/** One line of a conversation. */
export function ChatRow({ entry, isFirst, maxBytes, isLineUp, chat }: ChatRowProps) {
  const words = useChatWords();
  if (entry.kind === 'notice') {
    return (
      <p className={css.notice}>
        <Info size={15} aria-hidden="true" />
        {words.notice(entry)} · {words.time(entry.at)}
      </p>
    );
  }
  return (
    <div className={css.row} data-own={entry.isOwn} data-first={isFirst}>
      {isFirst && (
        <p className={css.head}>
          <span className={css.name} dir="auto">
            {words.name(entry)}
          </span>
          <time dateTime={new Date(entry.at).toISOString()}>{words.time(entry.at)}</time>
        </p>
      )}
      <div className={css.bubble} data-state={entry.state}>
        {entry.file ? (
          <FileRow entry={entry} file={entry.file} chat={chat} />
        ) : (
          <p className={css.text} dir="auto">
            <Words text={entry.text} />
          </p>
        )}
      </div>
      <State entry={entry} maxBytes={maxBytes} isLineUp={isLineUp} chat={chat} />
    </div>
  );
}

/** Never markup: only addresses become links, and those lead away from this page without telling where from. */
function Words({ text }: { readonly text: string }) {
  return piecesOf(text).map(({ text: words, href }, index) =>
    href === null ? (
      words
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text of a message never changes.
      <a key={index} href={href} target="_blank" rel="noopener noreferrer">
        {words}
      </a>
    ),
  );
}

function State({ entry, maxBytes, isLineUp, chat }: Pick<ChatRowProps, 'entry' | 'maxBytes' | 'isLineUp' | 'chat'>) {
  const { t, i18n } = useTranslation();
  const { id, state, problem } = entry;
  if (state === 'sent') return null;
  if (problem === null) return <p className={css.state}>{t(isLineUp ? 'chat.sending' : 'chat.waiting')}</p>;
  const canRetry = problem === 'failed' || problem === 'no_space' || problem === 'full';
  return (
    <p className={css.state} data-problem="">
      <span className={css.said}>
        <CircleAlert size={15} aria-hidden="true" />
        {t(`chat.problem.${problem}`, { size: fileSize(maxBytes, i18n.language) })}
      </span>
      {canRetry && (
        <button type="button" className={css.link} onClick={() => chat.retry(id)}>
          {t('chat.retry')}
        </button>
      )}
      <button type="button" className={css.link} onClick={() => chat.discard(id)}>
        {t('chat.remove')}
      </button>
    </p>
  );
}
