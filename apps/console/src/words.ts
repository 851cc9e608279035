import type { WordFiles } from '@frontdesk/ui';
import en from './words/en.json';

declare global {
  interface FrontdeskWords {
    console: typeof en;
  }
}

/** What the console says on top of what all pages say: `useTranslation('console')`. */
export const CONSOLE_WORDS: WordFiles = { namespace: 'console', en, others: { zh: () => import('./words/zh.json') } };
