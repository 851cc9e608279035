import { useState } from 'react';

export type NotificationAnswer = NotificationPermission | 'unsupported';

/** Whether this page may notify, and a question that belongs in a click. */
export function useNotificationPermission(): readonly [NotificationAnswer, () => Promise<void>] {
  const [answer, setAnswer] = useState<NotificationAnswer>(() =>
    typeof Notification === 'undefined' || !isSecureContext ? 'unsupported' : Notification.permission,
  );
  const ask = async (): Promise<void> => {
    try {
      setAnswer(await Notification.requestPermission());
    } catch {
      setAnswer('denied');
    }
  };
  return [answer, ask];
}
