import type { ChatEntry } from '@frontdesk/client';
import { useTranslation } from 'react-i18next';

/** How entries of a conversation are told. */
export function useChatWords() {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const nameOf = ({ name }: ChatEntry): string => name || t('chat.someone');
  const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  return {
    time: (at: number) => clock.format(at),
    name: (entry: ChatEntry) => (entry.isOwn ? t('chat.you') : nameOf(entry)),
    notice: (entry: ChatEntry) => {
      const { isOwn, notice } = entry;
      return notice === null ? '' : t(`chat.notice.${isOwn ? 'own' : 'other'}.${notice}`, { name: nameOf(entry) });
    },
    nameOf,
  };
}
