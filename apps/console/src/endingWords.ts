import type { CallView } from '@frontdesk/client';
import type { User } from '@frontdesk/protocol';
import { endReason } from '@frontdesk/ui';
import type { useTranslation } from 'react-i18next';

type Shared = ReturnType<typeof useTranslation<'translation'>>['t'];

/** Why a call ended, as the caller's page says it. */
export function endingWords(ended: Extract<CallView, { state: 'ended' }>, user: User, t: Shared): string {
  const { key } = endReason(ended, user);
  return t(`ended.reason.${key}`, { name: ended.other.name, to: ended.goesOnWith?.name ?? '' });
}
