import { CopyButton } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import { QrCode } from './QrCode.js';
import css from './ShareLink.module.css';

/** An address to hand on: as a code for a phone's camera, in letters, and to be copied. */
export function ShareLink({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  return (
    <div className={css.share}>
      <QrCode text={url} label={t('share.code', { url })} />
      <p className={css.url}>{url}</p>
      <CopyButton text={url} words={{ copy: t('share.copy'), copied: t('share.copied') }} />
    </div>
  );
}
