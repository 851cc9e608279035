/** The browsers and systems whose settings we can name; anything else is `other`. */
export type BrowserName = 'chrome' | 'edge' | 'firefox' | 'safari' | 'other';
export type SystemName = 'windows' | 'macos' | 'android' | 'ios' | 'other';

export interface Platform {
  readonly browser: BrowserName;
  readonly system: SystemName;
}

/** Which browser on which system, as far as its user agent tells: good for words, never for what code does. */
export function platformOf(userAgent: string, touchPoints = 0): Platform {
  return { browser: browserOf(userAgent), system: systemOf(userAgent, touchPoints) };
}

/** {@link platformOf} of this page. */
export function thisPlatform(): Platform {
  const { userAgent = '', maxTouchPoints = 0 } = globalThis.navigator ?? {};
  return platformOf(userAgent, maxTouchPoints);
}

/**
 * Whether a page is shown inside another program, a messenger for example, and not in a browser: there camera and
 * microphone mostly don't work, without a word.
 */
export function isInApp(userAgent: string): boolean {
  if (
    /\b(FBAN|FBAV|FB_IAB|Instagram|Line|MicroMessenger|WhatsApp|Snapchat|TikTok|BytedanceWebview|LinkedInApp|DingTalk|AlipayClient|QQ)\b/.test(
      userAgent,
    )
  )
    return true;
  // Android says so itself; on an iPhone only Safari and the browsers by name have these words.
  if (/Android/.test(userAgent)) return /; wv\)/.test(userAgent);
  return /iPhone|iPad|iPod/.test(userAgent) && !/(Safari|CriOS|FxiOS|EdgiOS)\//.test(userAgent);
}

/** {@link isInApp} of this page. */
export function isThisInApp(): boolean {
  return isInApp(globalThis.navigator?.userAgent ?? '');
}

function browserOf(userAgent: string): BrowserName {
  if (/\bEdg(e|A|iOS)?\//.test(userAgent)) return 'edge';
  if (/\b(Firefox|FxiOS)\//.test(userAgent)) return 'firefox';
  if (/\b(OPR|SamsungBrowser|Vivaldi|YaBrowser)\//.test(userAgent)) return 'other';
  if (/(Chrome|Chromium|CriOS)\//.test(userAgent)) return 'chrome';
  return /\bSafari\//.test(userAgent) ? 'safari' : 'other';
}

function systemOf(userAgent: string, touchPoints: number): SystemName {
  if (/Android/.test(userAgent)) return 'android';
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  // An iPad says that it is a Macintosh; no Macintosh has a touch screen.
  if (/Macintosh/.test(userAgent)) return touchPoints > 1 ? 'ios' : 'macos';
  return /Windows/.test(userAgent) ? 'windows' : 'other';
}
