import { CopyButton } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './CopyLink.module.css';

/** An address to be given to somebody, and a button that copies it. On plain http there is no button: a click selects it. */
export function CopyLink({ url, label }: { readonly url: string; readonly label: string }) {
  const { t } = useTranslation('console');
  return (
    <div className={css.line}>
      <code className={css.url}>{url}</code>
      <CopyButton text={url} label={label} words={{ copy: t('parts.copy'), copied: t('parts.copied') }} />
    </div>
  );
}
