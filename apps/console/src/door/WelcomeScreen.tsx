import type { Done, WelcomeProblem } from '@frontdesk/client';
import { Notice, unlockAudio } from '@frontdesk/ui';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoorFrame } from './DoorFrame.js';
import css from './form.module.css';
import { PasswordField, PasswordMeter } from './PasswordField.js';
import { PASSWORD_MIN, strengthOf } from './strength.js';

export interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface WelcomeScreenProps {
  /** `firstAdmin` says who they are; of the others the server knows that. */
  readonly kind: 'firstAdmin' | 'invitation' | 'reset';
  /** Whose link it is, as far as that is known. */
  readonly name?: string;
  readonly email?: string;
  /** The link was used or has run out; known before anything is typed. */
  readonly isGone?: boolean;
  readonly onSubmit: (who: Newcomer) => Promise<Done<WelcomeProblem>>;
  readonly onSignIn: () => void;
}

/** Someone comes by a link for the first time, or for a new password. */
export function WelcomeScreen(props: WelcomeScreenProps) {
  const { t } = useTranslation('console');
  const [problem, setProblem] = useState<WelcomeProblem | null>(null);
  if (props.isGone || problem === 'gone') return <Gone onSignIn={props.onSignIn} />;
  const title = t(`door.welcome.${props.kind}`, { name: props.name ?? '' });
  return (
    <DoorFrame title={title} hint={t(`door.welcome.${props.kind}Hint`)}>
      {problem && (
        <Notice tone="danger" isLive>
          {t(`door.welcomeFailed.${problem}`)}
        </Notice>
      )}
      <WelcomeForm {...props} onProblem={setProblem} />
    </DoorFrame>
  );
}

type Fault = 'name' | 'email' | 'password' | 'repeat';

function faultsOf(who: Newcomer, repeated: string, isFirst: boolean): ReadonlySet<Fault> {
  const faults = new Set<Fault>();
  if (isFirst && who.name.trim() === '') faults.add('name');
  if (isFirst && !/^\S+@\S+$/.test(who.email.trim())) faults.add('email');
  if (strengthOf(who.password) === 0) faults.add('password');
  if (repeated !== who.password) faults.add('repeat');
  return faults;
}

function WelcomeForm(props: WelcomeScreenProps & { readonly onProblem: (problem: WelcomeProblem | null) => void }) {
  const { t } = useTranslation('console');
  const isFirst = props.kind === 'firstAdmin';
  const [who, setWho] = useState<Newcomer>({ name: props.name ?? '', email: props.email ?? '', password: '' });
  const [repeated, setRepeated] = useState('');
  const [faults, setFaults] = useState<ReadonlySet<Fault>>(new Set());
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    unlockAudio();
    const found = faultsOf(who, repeated, isFirst);
    setFaults(found);
    if (found.size > 0 || isBusy) return;
    props.onProblem(null);
    setBusy(true);
    const done = await props.onSubmit({ ...who, name: who.name.trim(), email: who.email.trim() });
    setBusy(false);
    if (!done.ok) props.onProblem(done.reason);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {isFirst && (
        <>
          <TextInput
            label={t('door.name')}
            autoComplete="name"
            autoFocus
            value={who.name}
            error={faults.has('name') && t('door.nameMissing')}
            onChange={(event) => setWho({ ...who, name: event.currentTarget.value })}
          />
          <TextInput
            label={t('door.email')}
            type="email"
            autoComplete="username"
            value={who.email}
            error={faults.has('email') && t('door.emailMissing')}
            onChange={(event) => setWho({ ...who, email: event.currentTarget.value })}
          />
        </>
      )}
      {/* For the browser's own store of passwords. */}
      {!isFirst && who.email !== '' && (
        <input type="hidden" name="username" autoComplete="username" value={who.email} />
      )}
      <PasswordField
        isNew
        label={t('door.password')}
        value={who.password}
        error={faults.has('password') ? t('door.passwordShort', { count: PASSWORD_MIN }) : null}
        onChange={(password) => setWho({ ...who, password })}
      />
      <PasswordMeter password={who.password} own={[who.name, who.email]} />
      <PasswordField
        isNew
        label={t('door.repeat')}
        value={repeated}
        error={faults.has('repeat') ? t('door.repeatDiffers') : null}
        onChange={setRepeated}
      />
      <Button type="submit" size="lg" loading={isBusy}>
        {t(`door.welcome.${props.kind}Button`)}
      </Button>
    </form>
  );
}

function Gone({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useTranslation('console');
  return (
    <DoorFrame title={t('door.goneTitle')} hint={t('door.goneHint')}>
      <Button size="lg" onClick={onSignIn}>
        {t('door.toSignIn')}
      </Button>
    </DoorFrame>
  );
}
