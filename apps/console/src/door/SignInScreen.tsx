import type { Done, SignInProblem } from '@frontdesk/client';
import type { StaffDoor as DoorView } from '@frontdesk/protocol';
import { Notice, unlockAudio } from '@frontdesk/ui';
import { Button, TextInput } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoorFrame } from './DoorFrame.js';
import css from './form.module.css';
import type { OidcFault } from './oidcFault.js';
import { PasswordField } from './PasswordField.js';

export interface SignInScreenProps {
  /** What the door offers; null while nobody has answered. */
  readonly door: DoorView | null;
  /** Why one is out, if one was in. `invited`: one has just set a password. */
  readonly why: 'ended' | 'disabled' | 'invited' | null;
  /** What went wrong at the company's own sign-in. */
  readonly fault?: OidcFault | null;
  readonly email?: string;
  readonly onSignIn: (email: string, password: string) => Promise<Done<SignInProblem>>;
  /** Goes to the company's own sign-in; false if it can't be reached. */
  readonly onOidc: () => Promise<boolean>;
}

/** Who of the staff is it? */
export function SignInScreen(props: SignInScreenProps) {
  const { t } = useTranslation('console');
  const { door, why, fault = null, onOidc } = props;
  const [hasFailed, setFailed] = useState(false);
  const [isAnyway, setAnyway] = useState(false);
  // By the company's own sign-in an admin may come without the link.
  if (door?.needsFirstAdmin && !door.oidc && !isAnyway) return <NobodyYet onAnyway={() => setAnyway(true)} />;
  const toCompany = async (): Promise<void> => setFailed(!(await onOidc()));
  return (
    <DoorFrame title={t('door.title')} hint={t('door.hint')}>
      {why && <Notice tone={why === 'disabled' ? 'danger' : 'info'}>{t(`door.why.${why}`)}</Notice>}
      {fault && (
        <Notice tone="danger" isLive>
          {t(`door.oidcFailed.${fault}`)}
        </Notice>
      )}
      {hasFailed && (
        <Notice tone="danger" isLive>
          {t('door.failed.unreachable')}
        </Notice>
      )}
      {door?.oidc && (
        <Button size="lg" variant="default" leftSection={<KeyRound size={19} aria-hidden="true" />} onClick={toCompany}>
          {t('door.oidc', { name: door.oidc.name })}
        </Button>
      )}
      {door?.oidc && door.passwords && <p className={css.or}>{t('door.or')}</p>}
      {(door?.passwords ?? true) && <PasswordForm {...props} />}
    </DoorFrame>
  );
}

function PasswordForm({ email: given = '', onSignIn }: SignInScreenProps) {
  const { t } = useTranslation('console');
  const [email, setEmail] = useState(given);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // This click lets the page ring later (P2).
    unlockAudio();
    const isEmpty = email.trim() === '' || password === '';
    setMissing(isEmpty);
    if (isEmpty || isBusy) return;
    setProblem(null);
    setBusy(true);
    const done = await onSignIn(email, password);
    setBusy(false);
    if (done.ok) return;
    setProblem(done.reason);
    field.current?.focus();
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {problem && (
        <Notice tone="danger" isLive>
          {t(`door.failed.${problem}`)}
        </Notice>
      )}
      <TextInput
        ref={field}
        label={t('door.email')}
        type="email"
        autoComplete="username"
        autoFocus={given === ''}
        value={email}
        error={isMissing && email.trim() === '' && t('door.emailMissing')}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordField
        label={t('door.password')}
        value={password}
        error={isMissing && password === '' ? t('door.passwordMissing') : null}
        onChange={setPassword}
      />
      <Button type="submit" size="lg" loading={isBusy}>
        {t('door.signIn')}
      </Button>
      <p className={css.fine}>{t('door.forgot')}</p>
    </form>
  );
}

/** A new installation: the one who set it up has the link. Agents may be there before an admin is. */
function NobodyYet({ onAnyway }: { readonly onAnyway: () => void }) {
  const { t } = useTranslation('console');
  return (
    <DoorFrame title={t('door.nobodyTitle')} hint={t('door.nobodyHint')}>
      <p className={css.fine}>{t('door.nobodyWhere')}</p>
      <Button size="lg" variant="default" onClick={() => location.reload()}>
        {t('door.lookAgain')}
      </Button>
      <Button variant="subtle" onClick={onAnyway}>
        {t('door.anyway')}
      </Button>
    </DoorFrame>
  );
}
