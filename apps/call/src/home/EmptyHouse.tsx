import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './EmptyHouse.module.css';

/** Nobody is there: tells a newcomer how to try a call alone. */
export function EmptyHouse() {
  const { t } = useTranslation();
  return (
    <div className={css.empty}>
      <svg width="132" height="84" viewBox="0 0 132 84" fill="none" aria-hidden="true" focusable="false">
        <rect x="1" y="13" width="78" height="56" rx="9" className={css.back} />
        <rect x="53" y="1" width="78" height="56" rx="9" className={css.front} />
        <circle cx="92" cy="24" r="8" className={css.face} />
        <path d="M77 45a15 13 0 0 1 30 0Z" className={css.face} />
        <circle cx="32" cy="38" r="7" className={css.faceBack} />
        <path d="M19 58a13 12 0 0 1 26 0Z" className={css.faceBack} />
      </svg>
      <h3 className={css.title}>{t('home.emptyTitle')}</h3>
      <p className={css.text}>{t('home.emptyText')}</p>
      {/* "noopener" also keeps the new tab from inheriting who this one is. */}
      <a className={css.open} href={location.pathname} target="_blank" rel="noopener">
        {t('home.emptyButton')}
        <ExternalLink size={16} aria-hidden="true" />
        <span className={css.hidden}>({t('app.opensNewTab')})</span>
      </a>
    </div>
  );
}
