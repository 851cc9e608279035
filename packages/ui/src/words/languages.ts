/** The languages that the pages speak, by their BCP 47 code, each named in itself. */
export const LANGUAGES = { en: 'English', zh: '中文' } as const;

export type Language = keyof typeof LANGUAGES;

/** Where a person's choice is kept. */
const STORED = 'frontdesk.language';

function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code);
}

/**
 * The language to speak: `?lang=` before a stored choice before what the browser prefers, else English.
 *
 * A tag counts by its first part, so `zh-Hant-TW` reads the Chinese file.
 */
export function chooseLanguage(asked: string | null, stored: string | null, preferred: readonly string[]): Language {
  for (const tag of [asked, stored, ...preferred]) {
    const code = tag?.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(code)) return code;
  }
  return 'en';
}

/** {@link chooseLanguage} of this browser. */
export function browserLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  return chooseLanguage(asked, storedLanguage(), navigator.languages);
}

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    // A browser that blocks storage: the choice holds for this page only.
    return null;
  }
}

/** Keeps a choice for the next visit. */
export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // As above.
  }
}
