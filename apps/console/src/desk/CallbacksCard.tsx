import type { FetchProblem } from '@frontdesk/client';
import type { Callback, QueueLine } from '@frontdesk/protocol';
import { Notice, useNow } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Check, PhoneOutgoing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Card, Empty } from '../parts/Card.js';
import { dayAndTime } from '../parts/span.js';
import css from './CallbacksCard.module.css';

interface CallbacksCardProps {
  readonly callbacks: readonly Callback[];
  /** The queues by name; of one that is not among them the id is shown. */
  readonly queues: readonly Pick<QueueLine, 'queueId' | 'name'>[];
  /** Why the last one could not be marked. */
  readonly problem: FetchProblem | null;
  readonly onDone: (callback: Callback) => void;
}

/** Who did not want to wait, and wants to be called back. */
export function CallbacksCard({ callbacks, queues, problem, onDone }: CallbacksCardProps) {
  const { t, i18n } = useTranslation('console');
  const now = useNow();
  const nameOf = (id: string): string => queues.find(({ queueId }) => queueId === id)?.name ?? id;
  const open = callbacks.filter(({ state }) => state === 'open');
  return (
    <Card
      title={t('callbacks.title')}
      side={open.length > 0 && <span className={css.count}>{t('callbacks.count', { count: open.length })}</span>}
    >
      {problem && (
        <Notice tone="warning" isLive>
          {t(`parts.problem.${problem}`)}
        </Notice>
      )}
      {open.length === 0 ? (
        <Empty>{t('callbacks.none')}</Empty>
      ) : (
        <ul className={css.list}>
          {open.map((callback) => (
            <li key={callback.id} className={css.row}>
              <PhoneOutgoing size={19} className={css.sign} aria-hidden="true" />
              <div className={css.words}>
                <span className={css.name} dir="auto">
                  {callback.name}
                </span>
                <Contact contact={callback.contact} />
                {callback.note !== '' && (
                  <p className={css.note} dir="auto">
                    {callback.note}
                  </p>
                )}
                <span className={css.detail}>
                  {dayAndTime(callback.at, now, i18n.language)} · {nameOf(callback.queueId)} · {callback.number}
                </span>
              </div>
              <Button
                size="compact-md"
                variant="default"
                leftSection={<Check size={17} aria-hidden="true" />}
                aria-label={t('callbacks.doneWith', { name: callback.name })}
                onClick={() => onDone(callback)}
              >
                {t('callbacks.done')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** A number that a phone can dial, an address that a program can write to, or words. */
function Contact({ contact }: { readonly contact: string }) {
  const digits = contact.replace(/[\s().-]/g, '');
  const address = /^\+?\d{5,}$/.test(digits)
    ? `tel:${digits}`
    : /^\S+@\S+\.\S+$/.test(contact)
      ? `mailto:${contact}`
      : null;
  return address ? (
    <a className={css.contact} href={address}>
      {contact}
    </a>
  ) : (
    <span className={css.contact}>{contact}</span>
  );
}
