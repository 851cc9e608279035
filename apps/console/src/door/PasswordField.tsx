import { IconButton } from '@frontdesk/ui';
import { TextInput } from '@mantine/core';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './form.module.css';
import { strengthOf } from './strength.js';

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error?: string | null;
  readonly isNew?: boolean;
  readonly onChange: (value: string) => void;
}

/** A password, that can be looked at. */
export function PasswordField({ label, value, error = null, isNew = false, onChange }: PasswordFieldProps) {
  const { t } = useTranslation('console');
  const [isShown, setShown] = useState(false);
  return (
    <TextInput
      label={label}
      type={isShown ? 'text' : 'password'}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      value={value}
      error={error}
      rightSectionWidth={48}
      rightSection={
        <IconButton
          label={t(isShown ? 'door.hidePassword' : 'door.showPassword')}
          icon={isShown ? <EyeOff size={18} aria-hidden="true" /> : <Eye size={18} aria-hidden="true" />}
          onClick={() => setShown(!isShown)}
        />
      }
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** How good a new password is, in a word and three bars. */
export function PasswordMeter({ password, own }: { readonly password: string; readonly own: readonly string[] }) {
  const { t } = useTranslation('console');
  const strength = strengthOf(password, own);
  return (
    <div className={css.meter} data-strength={strength}>
      <div className={css.bars} aria-hidden="true">
        <span className={css.bar} />
        <span className={css.bar} />
        <span className={css.bar} />
      </div>
      <p className={css.word} aria-live="polite">
        {password === '' ? t('door.strengthHint') : t(`door.strength.${strength}`)}
      </p>
    </div>
  );
}
