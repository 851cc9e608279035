import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import { type Language, storeLanguage } from './languages.js';

type OtherLanguage = Exclude<Language, 'en'>;

/** The words of an app, under a name of their own (`useTranslation('console')`). */
export interface WordFiles {
  readonly namespace: keyof FrontdeskWords;
  /** English comes with the page, because it also fills the gaps of the others. */
  readonly en: object;
  /** Each other file loads when its language is chosen. */
  readonly others: Readonly<Record<OtherLanguage, () => Promise<{ default: object }>>>;
}

/** What all apps say. */
const SHARED: WordFiles = { namespace: 'translation', en, others: { zh: () => import('./zh.json') } };

let files: readonly WordFiles[] = [SHARED];

/** Makes the words ready in a language; call it once, before the first screen. `own` are those of the app itself. */
export async function setUpWords(language: Language, ...own: readonly WordFiles[]): Promise<void> {
  files = [SHARED, ...own];
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: Object.fromEntries(files.map((each) => [each.namespace, each.en])) },
    // React escapes; escaping twice would show `&amp;` in people's names.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await speak(language);
}

/** Changes the language of the page, now and for the next visit. */
export async function chooseWords(language: Language): Promise<void> {
  storeLanguage(language);
  await speak(language);
}

async function speak(language: Language): Promise<void> {
  if (language !== 'en') {
    try {
      await Promise.all(files.map((each) => load(each, language)));
    } catch {
      // Offline, or the file is gone after an update: English is better than nothing.
      return;
    }
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-Hans' : language;
}

async function load({ namespace, others }: WordFiles, language: OtherLanguage): Promise<void> {
  if (i18next.hasResourceBundle(language, namespace)) return;
  i18next.addResourceBundle(language, namespace, (await others[language]()).default);
}
