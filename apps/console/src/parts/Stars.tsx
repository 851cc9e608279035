import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './Stars.module.css';

/** What a customer gave, of five. */
export function Stars({ stars }: { readonly stars: number }) {
  const { t } = useTranslation('console');
  return (
    <span className={css.stars} role="img" aria-label={t('parts.stars', { count: stars })}>
      {[1, 2, 3, 4, 5].map((at) => (
        <Star key={at} size={15} data-on={at <= stars} aria-hidden="true" />
      ))}
    </span>
  );
}
