import { useTranslation } from 'react-i18next';
import css from './ServiceWords.module.css';

/** What a business server or the other side said, as it came: of any length and direction, and never markup. */
export function ServiceWords({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long words scroll, and who has no mouse scrolls by keys.
    <section className={css.words} aria-label={t('app.message')} tabIndex={0} dir="auto">
      {text}
    </section>
  );
}
