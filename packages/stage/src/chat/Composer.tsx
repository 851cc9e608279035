import { LIMITS } from '@frontdesk/protocol';
import { IconButton } from '@frontdesk/ui';
import { Paperclip, SendHorizontal } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Composer.module.css';

interface ComposerProps {
  readonly hasFiles: boolean;
  readonly onSend: (text: string) => void;
  readonly onFiles: (files: Iterable<File>) => void;
}

/** The place to write. Enter sends, Shift and Enter begins a line; a picture may be pasted. */
export function Composer({ hasFiles, onSend, onFiles }: ComposerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const send = (): void => {
    if (text.trim() === '') return;
    onSend(text);
    setText('');
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that ends the writing of a Chinese word is not meant for us.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (!hasFiles || event.clipboardData.files.length === 0) return;
    event.preventDefault();
    onFiles(event.clipboardData.files);
  };
  return (
    <form
      className={css.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {hasFiles && (
        <>
          <IconButton
            label={t('chat.attach')}
            icon={<Paperclip size={20} aria-hidden="true" />}
            onClick={() => chooser.current?.click()}
          />
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </>
      )}
      <textarea
        ref={box}
        className={css.box}
        rows={1}
        maxLength={LIMITS.textLength}
        aria-label={t('chat.message')}
        placeholder={t('chat.placeholder')}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <IconButton
        label={t('chat.send')}
        tone="accent"
        icon={<SendHorizontal size={20} aria-hidden="true" />}
        onClick={send}
      />
    </form>
  );
}
