import { useTranslation } from 'react-i18next';
import { MessageCard } from './MessageCard.js';

/** The service has not answered so far; the page goes on asking. */
export function Unreachable() {
  const { t } = useTranslation();
  return (
    <MessageCard
      title={t('connection.notReachableTitle')}
      text={t('connection.notReachableText')}
      buttons={[{ label: t('connection.reload'), onClick: () => location.reload() }]}
    />
  );
}
