import type { QueueProblem } from '@frontdesk/client';
import type { JoinFailure } from '@frontdesk/stage';
import { CopyButton, Notice, useFocusOnMount } from '@frontdesk/ui';
import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './WishForm.module.css';

/** What somebody leaves who wishes to be called back. */
export interface Wish {
  readonly name: string;
  readonly contact: string;
  readonly note: string;
}

export type WishAnswer =
  | { readonly ok: true; readonly number: string }
  | { readonly ok: false; readonly reason: QueueProblem | Exclude<JoinFailure, 'unreachable' | 'rate_limited'> };

type Fault = 'contactMissing' | 'tooLong';

const CONTACT_LENGTH = 200;
const NOTE_LENGTH = 1_000;

export interface WishFormProps {
  readonly title: string;
  readonly text?: string;
  /** Null: who it is, is known already. */
  readonly name: string | null;
  readonly send: (wish: Wish) => Promise<WishAnswer>;
  /** It has been noted, and the number was read. */
  readonly onDone?: (() => void) | undefined;
  readonly cancel?: { readonly label: string; readonly onClick: () => void };
}

/** A wish to be called back, and the number that it is given. */
export function WishForm(props: WishFormProps) {
  const [noted, setNoted] = useState<{ readonly number: string; readonly contact: string } | null>(null);
  if (noted) return <Noted {...noted} onDone={props.onDone} />;
  return (
    <div className={css.wish}>
      <h2 className={css.title}>{props.title}</h2>
      {props.text !== undefined && <p className={css.text}>{props.text}</p>}
      <Questions {...props} onNoted={(number, contact) => setNoted({ number, contact })} />
      {props.cancel && (
        <Button variant="subtle" onClick={props.cancel.onClick}>
          {props.cancel.label}
        </Button>
      )}
    </div>
  );
}

interface QuestionsProps extends WishFormProps {
  readonly onNoted: (number: string, contact: string) => void;
}

function Questions({ name: known, send, onNoted }: QuestionsProps) {
  const { t } = useTranslation('queue');
  const contactField = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(known ?? '');
  const [contact, setContact] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [failure, setFailure] = useState<(WishAnswer & { ok: false })['reason'] | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wish = { name: name.trim(), contact: contact.trim(), note: note.trim() };
    const found = wish.contact === '' ? 'contactMissing' : wish.contact.length > CONTACT_LENGTH ? 'tooLong' : null;
    setFault(found);
    setFailure(null);
    if (found) contactField.current?.focus();
    if (found || isBusy) return;
    setBusy(true);
    const answer = await send(wish);
    setBusy(false);
    if (answer.ok) onNoted(answer.number, wish.contact);
    else setFailure(answer.reason);
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {known !== null && (
        <TextInput
          label={t('form.name')}
          autoComplete="name"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <TextInput
        ref={contactField}
        label={t('callback.contact')}
        aria-required
        value={contact}
        error={fault && t(`callback.${fault}`)}
        onChange={(event) => {
          setFault(null);
          setContact(event.currentTarget.value);
        }}
      />
      <Textarea
        label={t('callback.note')}
        rows={3}
        maxLength={NOTE_LENGTH}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {failure && (
        <Notice tone="danger" isLive>
          {failure === 'guests_off' || failure === 'bad_name'
            ? t(`form.failed.${failure}`)
            : t(`callback.failed.${failure}`)}
        </Notice>
      )}
      <Button type="submit" size="lg" loading={isBusy}>
        {t('callback.send')}
      </Button>
    </form>
  );
}

interface NotedProps {
  readonly number: string;
  readonly contact: string;
  readonly onDone: (() => void) | undefined;
}

function Noted({ number, contact, onDone }: NotedProps) {
  const { t } = useTranslation('queue');
  const status = useFocusOnMount<HTMLDivElement>();
  return (
    <div className={css.wish}>
      <div ref={status} role="status" tabIndex={-1} className={css.form}>
        <h2 className={css.title}>{t('callback.doneTitle')}</h2>
        <p className={css.text}>{t('callback.doneText', { contact })}</p>
        <p className={css.number}>{number}</p>
      </div>
      <div className={css.buttons}>
        <CopyButton text={number} words={{ copy: t('after.copy'), copied: t('after.copied') }} />
        {onDone && (
          <Button variant="default" onClick={onDone}>
            {t('callback.another')}
          </Button>
        )}
      </div>
      <p className={css.text}>{t('callback.doneClose')}</p>
    </div>
  );
}
