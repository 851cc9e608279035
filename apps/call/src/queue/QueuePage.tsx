import { useTranslation } from 'react-i18next';

export function QueuePage() {
  const { t } = useTranslation('queue');
  return <h1>{t('title')}</h1>;
}
