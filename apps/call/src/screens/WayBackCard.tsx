import type { WayBackOffer } from '@frontdesk/client';
import { Avatar, unlockAudio } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { PhoneCall } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './WayBackCard.module.css';

interface WayBackCardProps {
  readonly offer: WayBackOffer;
  /** Resolves when it is clear whether there was a way. */
  readonly onReturn: () => Promise<unknown>;
}

/** Offers the call that this browser's page was lost in. */
export function WayBackCard({ offer: { self, other }, onReturn }: WayBackCardProps) {
  const { t } = useTranslation();
  const id = useId();
  const [isBusy, setBusy] = useState(false);
  const back = async (): Promise<void> => {
    // This click lets the page be heard, and ring later (P2).
    unlockAudio();
    setBusy(true);
    await onReturn();
    setBusy(false);
  };
  return (
    <section className={css.card} aria-labelledby={id}>
      <div className={css.person}>
        <Avatar userId={other.userId} name={other.name} />
        <h1 id={id} className={css.title}>
          {t('wayBack.title', { name: other.name })}
        </h1>
      </div>
      <p className={css.hint}>{t('wayBack.hint')}</p>
      <Button
        size="lg"
        aria-describedby={id}
        leftSection={<PhoneCall size={19} aria-hidden="true" />}
        loading={isBusy}
        onClick={back}
      >
        {t('wayBack.return')}
      </Button>
      <p className={css.self}>{t('wayBack.self', { name: self.name })}</p>
    </section>
  );
}
