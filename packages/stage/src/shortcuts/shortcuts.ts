/** What a key does in a call. `talk` lasts as long as the key is held. */
export type ShortcutAction =
  | 'mute'
  | 'talk'
  | 'video'
  | 'screen'
  | 'chat'
  | 'details'
  | 'pictureInPicture'
  | 'snapshot'
  | 'fullScreen'
  | 'hold'
  | 'transfer'
  | 'addPerson'
  | 'notes'
  | 'hangUp'
  | 'help';

interface Shortcut {
  readonly action: ShortcutAction;
  /** As `KeyboardEvent.key` names it, letters in lower case. */
  readonly key: string;
}

/** All keys of a call, in the order of the help page. */
export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'mute', key: 'm' },
  { action: 'talk', key: ' ' },
  { action: 'video', key: 'v' },
  { action: 'screen', key: 's' },
  { action: 'chat', key: 'c' },
  { action: 'details', key: 'd' },
  { action: 'pictureInPicture', key: 'p' },
  { action: 'snapshot', key: 't' },
  { action: 'fullScreen', key: 'f' },
  { action: 'hold', key: 'k' },
  { action: 'transfer', key: 'r' },
  { action: 'addPerson', key: 'a' },
  { action: 'notes', key: 'n' },
  { action: 'hangUp', key: 'h' },
  { action: 'help', key: '?' },
];

/** The part of a `KeyboardEvent` that counts. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'repeat' | 'isComposing'
>;

/** Where the focus is when the key is pressed: in words that are typed or a menu, on a button or link, or on neither. */
export type KeyPlace = 'words' | 'control' | 'page';

/**
 * What a key press does; null for most. Nothing while one types, and nothing with Ctrl, Alt or Cmd, which are the
 * browser's and the system's. Space belongs to a button or link that has the focus.
 */
export function actionOf(press: KeyPress, place: KeyPlace): ShortcutAction | null {
  if (place === 'words' || press.isComposing || press.repeat) return null;
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const key = keyOf(press);
  // A question mark needs Shift on most keyboards; letters with it are not ours.
  if (press.shiftKey && key !== '?') return null;
  if (key === ' ' && place === 'control') return null;
  return SHORTCUTS.find((shortcut) => shortcut.key === key)?.action ?? null;
}

/** A letter by its place on the keyboard where the writing has no Latin ones. */
function keyOf({ key, code }: KeyPress): string {
  const isLatin = key.length === 1 && key.charCodeAt(0) < 0x80;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return (isLatin || letter === undefined ? key : letter).toLowerCase();
}

/** The key as it is written on a keyboard, and as `aria-keyshortcuts` wants it. */
export function keyName(action: ShortcutAction): string {
  const key = SHORTCUTS.find((shortcut) => shortcut.action === action)?.key ?? '';
  return key === ' ' ? 'Space' : key.toUpperCase();
}
