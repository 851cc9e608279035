import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import { type Language, storeLanguage } from './languages.js';

type Words = typeof en;

/** English comes with the page, because it also fills the gaps of the others; each other file loads when chosen. */
const FILES: Record<Exclude<Language, 'en'>, () => Promise<{ default: Words }>> = {
  zh: () => import('./zh.json'),
};

/** Makes the words ready in a language; call it once, before the first screen. */
export async function setUpWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
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
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    try {
      i18next.addResourceBundle(language, 'translation', (await FILES[language]()).default);
    } catch {
      // Offline, or the file is gone after an update: English is better than nothing.
      return;
    }
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-Hans' : language;
}
