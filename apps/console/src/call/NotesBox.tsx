import type { NotesView } from '@frontdesk/client';
import { LIMITS } from '@frontdesk/protocol';
import { Textarea } from '@mantine/core';
import { Check, CloudOff, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './NotesBox.module.css';

interface NotesBoxProps {
  readonly notes: NotesView;
  readonly onWrite: (text: string) => void;
  readonly rows?: number;
}

/** What the agent writes down; it says itself whether that is saved. */
export function NotesBox({ notes, onWrite, rows = 5 }: NotesBoxProps) {
  const { t } = useTranslation('console');
  const { state } = notes;
  return (
    <div className={css.box}>
      <Textarea
        id="desk-notes"
        label={t('notes.title')}
        rows={rows}
        maxLength={LIMITS.textLength}
        placeholder={t('notes.placeholder')}
        dir="auto"
        disabled={notes.callId === null}
        value={notes.text}
        onChange={(event) => onWrite(event.currentTarget.value)}
      />
      <p className={css.state} data-state={state} role={state === 'failed' ? 'alert' : undefined}>
        {state === 'failed' ? (
          <CloudOff size={14} aria-hidden="true" />
        ) : state === 'saved' ? (
          <Check size={14} aria-hidden="true" />
        ) : (
          <LoaderCircle size={14} aria-hidden="true" />
        )}
        {state === 'saved' && notes.text === '' ? t('notes.hint') : t(`notes.state.${state}`)}
      </p>
    </div>
  );
}
