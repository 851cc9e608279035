import { useTranslation } from 'react-i18next';
import css from './Known.module.css';

/** Says that this browser remembers somebody, who may be another than who sits here now. */
export function Known({ name, onForget }: { readonly name: string; readonly onForget: () => void }) {
  const { t } = useTranslation('queue');
  return (
    <p className={css.known}>
      {t('door.known', { name })}{' '}
      <button type="button" className={css.forget} onClick={onForget}>
        {t('door.forget')}
      </button>
    </p>
  );
}
