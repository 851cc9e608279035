import { Avatar, useFocusOnMount } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { Phone, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './MessageScreen.module.css';

interface ConfirmScreenProps {
  readonly to: string;
  /** The name of whoever has this id, if they are there. */
  readonly name: string | null;
  readonly onCall: (kinds: { readonly video: boolean }) => void;
  readonly onNo: () => void;
}

/** A link asks to call someone; only the person decides. */
export function ConfirmScreen({ to, name, onCall, onNo }: ConfirmScreenProps) {
  const { t } = useTranslation();
  const dialog = useFocusOnMount<HTMLDivElement>();
  return (
    <main className={css.screen}>
      <div ref={dialog} className={css.card} role="dialog" aria-label={t('confirm.title', { to })} tabIndex={-1}>
        <Avatar userId={to} name={name ?? to} size="l" />
        <h1 className={css.title}>{t('confirm.title', { to })}</h1>
        {name !== null && name !== to && (
          <p className={css.name} dir="auto">
            {name}
          </p>
        )}
        <p className={css.text}>{t('confirm.text')}</p>
        <div className={css.actions}>
          <Button
            size="lg"
            leftSection={<Video size={19} aria-hidden="true" />}
            onClick={() => onCall({ video: true })}
          >
            {t('confirm.call')}
          </Button>
          <Button
            size="lg"
            variant="default"
            leftSection={<Phone size={18} aria-hidden="true" />}
            onClick={() => onCall({ video: false })}
          >
            {t('confirm.voice')}
          </Button>
          <Button size="lg" variant="subtle" onClick={onNo}>
            {t('confirm.no')}
          </Button>
        </div>
      </div>
    </main>
  );
}
