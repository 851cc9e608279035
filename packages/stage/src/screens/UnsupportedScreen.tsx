import { useTranslation } from 'react-i18next';
import { MessageScreen } from './MessageScreen.js';

/** A browser without WebRTC. */
export function UnsupportedScreen() {
  const { t } = useTranslation();
  return <MessageScreen title={t('unsupported.title')} text={t('unsupported.text')} />;
}
