import type { CallRecord } from '@frontdesk/protocol';
import { useTranslation } from 'react-i18next';
import { whyOf } from './why.js';

/** Why a call ended, in a sentence. */
export function useWhy(record: CallRecord): string {
  const { t } = useTranslation('console');
  const { key, name, code } = whyOf(record);
  return t(`why.${key}`, { name, code });
}
