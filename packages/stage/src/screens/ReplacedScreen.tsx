import { useTranslation } from 'react-i18next';
import { MessageScreen } from './MessageScreen.js';

/** A newer page took over; this one may take the calls back. */
export function ReplacedScreen({ onUseHere }: { onUseHere: () => void }) {
  const { t } = useTranslation();
  return (
    <MessageScreen
      title={t('connection.replacedTitle')}
      text={t('connection.replacedText')}
      button={{ label: t('connection.useHere'), onClick: onUseHere }}
    />
  );
}
