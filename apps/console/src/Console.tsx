import { useTranslation } from 'react-i18next';

export function Console() {
  const { t } = useTranslation('console');
  return <h1>{t('title')}</h1>;
}
