import { LIMITS } from '@frontdesk/protocol';
import type { IdentityPort, JoinFailure } from '@frontdesk/stage';
import { Notice, unlockAudio } from '@frontdesk/ui';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './forms.module.css';

type Fault = 'nameMissing' | 'nameTooLong' | null;

function faultOf(name: string): Fault {
  if (name === '') return 'nameMissing';
  return name.length > LIMITS.nameLength ? 'nameTooLong' : null;
}

interface NameFormProps {
  readonly join: IdentityPort['join'];
  /** Something else is offered first. */
  readonly isSecond: boolean;
}

/** Asks for a name, and joins. */
export function NameForm({ join, isSecond }: NameFormProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<Fault>(null);
  const [failure, setFailure] = useState<JoinFailure | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // This click lets the page ring later (P2).
    unlockAudio();
    const name = (field.current?.value ?? '').trim();
    const found = faultOf(name);
    setFault(found);
    setFailure(null);
    if (found || isBusy) {
      field.current?.focus();
      return;
    }
    setBusy(true);
    const joined = await join(name);
    setBusy(false);
    if (!joined.ok) setFailure(joined.reason);
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <div className={css.head}>
        <h1 className={css.title}>{t('join.title')}</h1>
        <p className={css.hint}>{t('join.hint')}</p>
      </div>
      {failure && (
        <Notice tone="danger" isLive>
          {t(`join.failed.${failure}`)}
        </Notice>
      )}
      <TextInput
        ref={field}
        label={t('join.name')}
        placeholder={t('join.placeholder')}
        autoComplete="name"
        autoFocus={!isSecond}
        error={fault && t(`join.${fault}`)}
        onChange={() => setFault(null)}
      />
      <Button type="submit" size="lg" variant={isSecond ? 'default' : 'filled'} loading={isBusy}>
        {t('join.join')}
      </Button>
    </form>
  );
}
