import { chooseWords, LANGUAGES, type Language } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './LanguagePicker.module.css';

/** The languages, each in its own words. */
export function LanguagePicker() {
  const { t, i18n } = useTranslation();
  return (
    <nav className={css.picker} aria-label={t('app.language')}>
      {(Object.entries(LANGUAGES) as [Language, string][]).map(([code, name]) => (
        <button
          key={code}
          type="button"
          lang={code}
          className={css.language}
          aria-pressed={i18n.language === code}
          onClick={() => void chooseWords(code)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}
