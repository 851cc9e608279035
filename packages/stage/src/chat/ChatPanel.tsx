import { useStore } from '@frontdesk/ui';
import { Paperclip } from 'lucide-react';
import { type DragEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatPort } from '../ports.js';
import { ChatLog } from './ChatLog.js';
import css from './ChatPanel.module.css';
import { Composer } from './Composer.js';

interface ChatPanelProps {
  readonly chat: ChatPort;
  readonly isLineUp: boolean;
}

/** What those in a call write and send to each other, and the place to write. */
export function ChatPanel({ chat, isLineUp }: ChatPanelProps) {
  const { t } = useTranslation();
  const view = useStore(chat.view);
  const [isOver, setOver] = useState(false);
  useReading(chat);
  const takesFiles = view.isOpen && view.fileMaxBytes > 0;
  const attach = (files: Iterable<File>): void => {
    if (takesFiles) for (const file of files) chat.attach(file);
  };
  const drag = (event: DragEvent, over: boolean): void => {
    if (!takesFiles || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(over);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for those with a mouse; the button does the same.
    <div
      className={css.panel}
      data-fill=""
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        attach(event.dataTransfer.files);
      }}
    >
      <ChatLog chat={chat} view={view} isLineUp={isLineUp} />
      <Composer hasFiles={takesFiles} onSend={chat.send} onFiles={attach} />
      {isOver && (
        <div className={css.drop} aria-hidden="true">
          <Paperclip size={22} />
          {t('chat.drop')}
        </div>
      )}
    </div>
  );
}

/** What is on a hidden page is not read. */
function useReading(chat: ChatPort): void {
  useEffect(() => {
    const look = (): void => chat.setReading(document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      chat.setReading(false);
    };
  }, [chat]);
}
