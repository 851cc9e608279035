import { LIMITS } from '@frontdesk/protocol';
import { Button, TextInput } from '@mantine/core';
import { Phone, Video } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './card.module.css';

/** Calls someone by id: who is not in the list, or not to be looked for there. */
export function DialCard({ onCall }: { onCall: (to: string, kinds: { readonly video: boolean }) => void }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [isMissing, setMissing] = useState(false);

  const dial = (video: boolean): void => {
    const to = (field.current?.value ?? '').trim();
    setMissing(to === '');
    if (to === '') field.current?.focus();
    else onCall(to, { video });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    dial(true);
  };

  return (
    <form className={css.card} onSubmit={submit} noValidate>
      <h2 className={css.title}>{t('home.dialTitle')}</h2>
      <TextInput
        ref={field}
        label={t('home.dial')}
        description={t('home.dialHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={LIMITS.toLength}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={isMissing && t('home.dialMissing')}
        onChange={() => setMissing(false)}
      />
      <div className={css.buttons}>
        <Button type="submit" leftSection={<Video size={18} aria-hidden="true" />}>
          {t('home.dialCall')}
        </Button>
        <Button variant="default" leftSection={<Phone size={17} aria-hidden="true" />} onClick={() => dial(false)}>
          {t('home.dialVoice')}
        </Button>
      </div>
    </form>
  );
}
