import type { Callback } from '@frontdesk/protocol';
import { useNow } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Check, PhoneOutgoing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Card, Empty } from '../parts/Card.js';
import { dayAndTime } from '../parts/span.js';
import css from './CallbacksCard.module.css';

interface CallbacksCardProps {
  readonly callbacks: readonly Callback[];
  readonly onDone: (callback: Callback) => void;
}

/** Who did not want to wait, and wants to be called back. */
export function CallbacksCard({ callbacks, onDone }: CallbacksCardProps) {
  const { t, i18n } = useTranslation('console');
  const now = useNow();
  const open = callbacks.filter(({ state }) => state === 'open');
  return (
    <Card
      title={t('callbacks.title')}
      side={open.length > 0 && <span className={css.count}>{t('callbacks.count', { count: open.length })}</span>}
    >
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
                  {dayAndTime(callback.at, now, i18n.language)} · {callback.queueId} · {callback.number}
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
