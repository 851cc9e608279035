import type { WordFiles } from '@frontdesk/ui';
import en from './words/en.json';

declare global {
  interface FrontdeskWords {
    queue: typeof en;
  }
}

/** What the page of a queue says on top of what all pages say: `useTranslation('queue')`. */
export const QUEUE_WORDS: WordFiles = { namespace: 'queue', en, others: { zh: () => import('./words/zh.json') } };
