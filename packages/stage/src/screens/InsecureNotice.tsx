import { Notice } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import css from './InsecureNotice.module.css';

/** Said on plain http away from localhost, where browsers hide cameras and microphones. */
export function InsecureNotice() {
  const { t } = useTranslation();
  const secure = `https://${location.host}${location.pathname}${location.search}`;
  return (
    <Notice
      tone="warning"
      title={t('insecure.title')}
      action={
        <a className={css.link} href={secure}>
          {t('insecure.open')}
        </a>
      }
    >
      {t('insecure.text')}
    </Notice>
  );
}
