import { useStore } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatPort } from '../ports.js';
import { ChatLog } from './ChatLog.js';
import css from './EndedChat.module.css';
import { saveFile } from './saveFile.js';
import { transcriptOf } from './transcript.js';
import { useChatWords } from './useChatWords.js';

/** What was written in a call that has ended: to be read once more, and saved. */
export function EndedChat({ chat, otherName }: { readonly chat: ChatPort; readonly otherName: string }) {
  const { t } = useTranslation();
  const view = useStore(chat.view);
  const words = useChatWords();
  const [isOpen, setOpen] = useState(false);
  if (view.entries.length === 0) return null;
  const title = t('chat.conversationWith', { name: otherName });
  const save = (): void => {
    const text = transcriptOf(title, view.entries, words);
    saveFile(new Blob([text], { type: 'text/plain;charset=utf-8' }), `${title}.txt`);
  };
  return (
    <section className={css.chat} aria-label={title}>
      <div className={css.actions}>
        <Button size="sm" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('chat.read')}
        </Button>
        <Button size="sm" variant="subtle" leftSection={<Download size={17} aria-hidden="true" />} onClick={save}>
          {t('chat.save')}
        </Button>
      </div>
      {isOpen && (
        <div className={css.log}>
          <ChatLog chat={chat} view={view} isLineUp />
        </div>
      )}
    </section>
  );
}
