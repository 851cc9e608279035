import { useTranslation } from 'react-i18next';
import { MessageScreen } from './screens/MessageScreen.js';

/** Instead of an empty page, when something in it broke. */
export function Crash() {
  const { t } = useTranslation();
  return (
    <MessageScreen
      title={t('crash.title')}
      text={t('crash.text')}
      button={{ label: t('crash.reload'), onClick: () => location.reload() }}
    />
  );
}
