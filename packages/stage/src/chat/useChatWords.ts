import type { ChatEntry } from '@frontdesk/client';
import { useTranslation } from 'react-i18next';

/** How entries of a conversation with someone are told. */
export function useChatWords(otherName: string) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  return {
    time: (at: number) => clock.format(at),
    name: ({ isOwn }: ChatEntry) => (isOwn ? t('chat.you') : otherName),
    notice: ({ isOwn, notice }: ChatEntry) =>
      notice === null ? '' : t(`chat.notice.${isOwn ? 'own' : 'other'}.${notice}`, { name: otherName }),
  };
}
