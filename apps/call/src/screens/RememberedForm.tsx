import type { User } from '@frontdesk/protocol';
import { Avatar, unlockAudio } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './forms.module.css';

interface RememberedFormProps {
  readonly user: User;
  /** Something else is offered first. */
  readonly isSecond: boolean;
  readonly onContinue: () => void;
  readonly onSomeoneElse: () => void;
}

/** Offers the person whom this browser remembers, or a new one: two tabs can be two people. */
export function RememberedForm({ user, isSecond, onContinue, onSomeoneElse }: RememberedFormProps) {
  const { t } = useTranslation();
  const resume = (): void => {
    unlockAudio();
    onContinue();
  };
  return (
    <div className={css.form}>
      <div className={css.head}>
        {!isSecond && (
          <div className={css.person}>
            <Avatar userId={user.userId} name={user.name} />
            <h1 className={css.title}>{t('join.rememberedTitle')}</h1>
          </div>
        )}
        <p className={css.hint}>{t('join.rememberedHint')}</p>
      </div>
      <div className={css.buttons}>
        <Button size="lg" variant={isSecond ? 'default' : 'filled'} className={css.anyName} onClick={resume}>
          {t('join.continueAs', { name: user.name })}
        </Button>
        <Button size="lg" variant="default" onClick={onSomeoneElse}>
          {t('join.someoneElse')}
        </Button>
      </div>
    </div>
  );
}
