import type { Wait } from '@frontdesk/protocol';
import { useTranslation } from 'react-i18next';
import { waitWords } from './waitWords.js';

/** Says a wait in the words of the page. */
export function useWaitWords(): (wait: Wait) => string {
  const { t } = useTranslation('queue');
  return (wait) => {
    const words = waitWords(wait);
    switch (words.key) {
      case 'upTo':
        return t('wait.upTo', { count: words.to });
      case 'about':
        return t('wait.about', { count: words.to });
      case 'between':
        return t('wait.between', { from: words.from, to: words.to });
      case 'soon':
      case 'long':
        return t(`wait.${words.key}`);
    }
  };
}
