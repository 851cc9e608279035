import type en from './en.json';

declare global {
  /** The words that there are, by namespace. An app that has its own adds them to this. */
  interface FrontdeskWords {
    translation: typeof en;
  }
}

declare module 'i18next' {
  /** A key that is not in the English file is a compile error. */
  interface CustomTypeOptions {
    resources: FrontdeskWords;
  }
}
