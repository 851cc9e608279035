import { ChevronDown, Smartphone } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './PhoneCard.module.css';

const ShareLink = lazy(async () => ({ default: (await import('@frontdesk/stage/share')).ShareLink }));

/** On a computer: the same page on one's phone, which has the better camera. */
export function PhoneCard({ url, startsOpen = false }: { readonly url: string; readonly startsOpen?: boolean }) {
  const { t } = useTranslation('queue');
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <section className={css.card} aria-label={t('door.phone.title')}>
      <button type="button" className={css.head} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Smartphone size={18} aria-hidden="true" />
        <span>{t('door.phone.title')}</span>
        <ChevronDown className={css.arrow} size={18} aria-hidden="true" />
      </button>
      {isOpen && (
        <div className={css.body}>
          <p className={css.text}>{t('door.phone.text')}</p>
          <Suspense fallback={<div className={css.wait} />}>
            <ShareLink url={url} />
          </Suspense>
        </div>
      )}
    </section>
  );
}
