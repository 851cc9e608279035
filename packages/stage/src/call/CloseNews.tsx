import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './DeviceNews.module.css';

/** Puts a sentence over the picture away. */
export function CloseNews({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation();
  const label = t('deviceNews.dismiss');
  return (
    <button type="button" className={css.away} aria-label={label} title={label} onClick={onClick}>
      <X size={16} aria-hidden="true" />
    </button>
  );
}
