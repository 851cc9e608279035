import type { QueueDoor } from '@frontdesk/protocol';
import type { JoinFailure } from '@frontdesk/stage';
import { Notice, unlockAudio } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Phone, Video } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckField } from './CheckField.js';
import { Field } from './FormFields.js';
import { HowToTalk } from './HowToTalk.js';
import css from './VisitForm.module.css';
import { CONSENT, type Draft, type Faults, faultsOf } from './visit.js';

export interface VisitFormProps {
  readonly door: QueueDoor;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** Begins the call; a value says why it could not. */
  readonly onStart: (draft: Draft) => Promise<JoinFailure | null>;
}

/** What is asked before the call. */
export function VisitForm({ door, draft, onDraft, onStart }: VisitFormProps) {
  const { t, i18n } = useTranslation('queue');
  const fields = useRef(new Map<string, HTMLElement>());
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<JoinFailure | null>(null);
  const [isBusy, setBusy] = useState(false);

  const clear = (key: string): void => {
    setFaults(Object.fromEntries(Object.entries(faults).filter(([each]) => each !== key)));
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // This click lets the page sound later: the music, and the ring (P2).
    unlockAudio();
    const found = faultsOf(door, draft, i18n.language);
    setFaults(found);
    setFailure(null);
    const first = Object.keys(found)[0];
    if (first !== undefined) fields.current.get(first)?.focus();
    if (first !== undefined || isBusy) return;
    setBusy(true);
    const failed = await onStart(draft);
    setBusy(false);
    setFailure(failed);
  };
  const at = (key: string) => (element: HTMLElement | null) => {
    if (element) fields.current.set(key, element);
    else fields.current.delete(key);
  };
  const count = Object.keys(faults).length;

  return (
    <form className={css.form} onSubmit={submit} noValidate aria-labelledby="visit-title">
      <h2 id="visit-title" className={css.title}>
        {t('form.title')}
      </h2>
      {door.form.map((field) => (
        <Field
          key={field.key}
          ref={at(field.key)}
          field={field}
          value={draft.values[field.key] ?? ''}
          fault={faults[field.key]}
          onChange={(value) => {
            clear(field.key);
            onDraft({ ...draft, values: { ...draft.values, [field.key]: value } });
          }}
        />
      ))}
      {door.video && <HowToTalk video={draft.video} onChange={(video) => onDraft({ ...draft, video })} />}
      {door.consent !== null && (
        <CheckField
          ref={at(CONSENT)}
          label={door.consent}
          error={faults[CONSENT] && t(`form.fault.${faults[CONSENT]}`)}
          isChecked={draft.consent}
          onChange={(consent) => {
            clear(CONSENT);
            onDraft({ ...draft, consent });
          }}
        />
      )}
      <div role="alert">
        {failure && <Notice tone="danger">{t(`form.failed.${failure}`)}</Notice>}
        {count > 0 && <p className={css.count}>{t('form.faults', { count })}</p>}
      </div>
      <Button
        type="submit"
        size="lg"
        loading={isBusy}
        leftSection={draft.video ? <Video size={20} aria-hidden="true" /> : <Phone size={19} aria-hidden="true" />}
      >
        {t('form.start')}
      </Button>
      <p className={css.hint}>{t(draft.video ? 'form.startHint' : 'form.startVoiceHint')}</p>
    </form>
  );
}
