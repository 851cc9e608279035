import { type NotificationAnswer, useNotificationPermission } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { BellRing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './card.module.css';

/** Asks for notifications by a button that says why; gone once they are allowed, or where there are none. */
export function NotifyCard() {
  const [answer, ask] = useNotificationPermission();
  return <NotifyQuestion answer={answer} onAsk={() => void ask()} />;
}

/** The question by itself, for any answer so far. */
function NotifyQuestion({ answer, onAsk }: { answer: NotificationAnswer; onAsk: () => void }) {
  const { t } = useTranslation();
  if (answer === 'granted' || answer === 'unsupported') return null;
  return (
    <section className={css.card} aria-labelledby="notify-title">
      <div className={css.head}>
        <h2 id="notify-title" className={css.title}>
          {t('notify.title')}
        </h2>
        <p className={css.text}>{t(answer === 'denied' ? 'notify.denied' : 'notify.text')}</p>
      </div>
      {answer === 'default' && (
        <div className={css.buttons}>
          <Button variant="default" leftSection={<BellRing size={18} aria-hidden="true" />} onClick={onAsk}>
            {t('notify.allow')}
          </Button>
        </div>
      )}
    </section>
  );
}
