import type en from './en.json';

declare module 'i18next' {
  /** A key that is not in `en.json` is a compile error. */
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}
