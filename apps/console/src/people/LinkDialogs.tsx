import type { FetchProblem } from '@frontdesk/client';
import type { OneTimeLink, StaffRole } from '@frontdesk/protocol';
import { Notice } from '@frontdesk/ui';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyLink } from '../parts/CopyLink.js';
import { Dialog } from '../parts/Dialog.js';
import type { PeoplePageProps } from './PeoplePage.js';
import css from './PeoplePage.module.css';
import { ROLES } from './roles.js';

interface InviteDialogProps extends Pick<PeoplePageProps, 'onInvite'> {
  readonly onClose: () => void;
}

/** Invites somebody: the link is shown once, to be handed over. */
export function InviteDialog({ onInvite, onClose }: InviteDialogProps) {
  const { t } = useTranslation('console');
  const [who, setWho] = useState({ name: '', email: '', role: 'agent' as StaffRole });
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FetchProblem | null>(null);
  const [link, setLink] = useState<OneTimeLink | null>(null);
  const isNameMissing = who.name.trim() === '';
  const isEmailWrong = !/^\S+@\S+$/.test(who.email.trim());
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (isNameMissing || isEmailWrong || isBusy) return;
    setBusy(true);
    setProblem(null);
    const made = await onInvite({ ...who, name: who.name.trim(), email: who.email.trim() });
    setBusy(false);
    if (made.ok) setLink(made.value);
    else setProblem(made.reason);
  };
  if (link) {
    const { name } = who;
    return (
      <LinkDialog
        title={t('people.linkTitle', { name })}
        text={t('people.linkText', { name })}
        link={link}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={t('people.invite')} onClose={onClose}>
      {problem && (
        <Notice tone="danger" isLive>
          {t(problem === 'taken' ? 'people.emailTaken' : `parts.problem.${problem}`)}
        </Notice>
      )}
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('people.name')}
          value={who.name}
          error={isChecked && isNameMissing && t('door.nameMissing')}
          onChange={(event) => setWho({ ...who, name: event.currentTarget.value })}
        />
        <TextInput
          label={t('door.email')}
          type="email"
          value={who.email}
          error={isChecked && isEmailWrong && t('door.emailMissing')}
          onChange={(event) => setWho({ ...who, email: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('people.role')}
          description={t(`people.may.${who.role}`)}
          value={who.role}
          data={ROLES.map((each) => ({ value: each, label: t(`role.${each}`) }))}
          onChange={(event) => setWho({ ...who, role: event.currentTarget.value as StaffRole })}
        />
        <Button type="submit" size="lg" loading={isBusy}>
          {t('people.makeLink')}
        </Button>
      </form>
    </Dialog>
  );
}

interface LinkDialogProps {
  readonly title: string;
  readonly text: string;
  readonly link: OneTimeLink;
  readonly onClose: () => void;
}

/** A link that is good once. */
export function LinkDialog({ title, text, link, onClose }: LinkDialogProps) {
  const { t, i18n } = useTranslation('console');
  const until = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    link.expiresAt,
  );
  return (
    <Dialog title={title} onClose={onClose}>
      <p className={css.text}>{text}</p>
      <CopyLink url={link.url} label={t('people.copyLink')} />
      <p className={css.text}>{t('people.linkUntil', { until })}</p>
    </Dialog>
  );
}
