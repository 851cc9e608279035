import type { MoreItem } from '@frontdesk/ui';
import {
  Activity,
  Camera,
  Keyboard,
  Maximize,
  Minimize,
  PictureInPicture2,
  ScreenShare,
  Settings2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keyName, SHORTCUTS, type ShortcutAction } from '../shortcuts/shortcuts.js';
import type { ShortcutRuns } from '../shortcuts/useShortcuts.js';

/** Everything that can be done in this call, here and now; what can't is missing, as a button and as a key. */
export type CallRuns = ShortcutRuns & { readonly devices?: (() => void) | undefined };

/** The keys that are to be shown: none while they are off. */
export function keysOf(runs: CallRuns, areOn: boolean): Partial<Record<ShortcutAction, string>> {
  const shown = SHORTCUTS.filter(({ action }) => areOn && runs[action] !== undefined);
  return Object.fromEntries(shown.map(({ action }) => [action, keyName(action)]));
}

interface MoreState {
  readonly keys: Partial<Record<ShortcutAction, string>>;
  readonly isFullScreen: boolean;
  readonly isOut: boolean;
  /** The bar has no room for sharing. */
  readonly isNarrow: boolean;
  readonly isSharing: boolean;
}

/** What stands behind "More". */
export function useMoreItems(
  runs: CallRuns,
  { keys, isFullScreen, isOut, isNarrow, isSharing }: MoreState,
): readonly MoreItem[] {
  const { t } = useTranslation();
  const item = (id: Exclude<keyof CallRuns, 'talk'>, label: string, icon: ReactNode): MoreItem[] => {
    const onClick = runs[id];
    return onClick ? [{ id, label, icon, onClick, shortcut: id === 'devices' ? undefined : keys[id] }] : [];
  };
  const share = isSharing ? t('stage.stopScreen') : t('stage.shareScreen');
  return [
    ...(isNarrow ? item('screen', share, <ScreenShare size={20} />) : []),
    ...item(
      'pictureInPicture',
      isOut ? t('stage.pictureBack') : t('stage.pictureOut'),
      <PictureInPicture2 size={20} />,
    ),
    ...item('snapshot', t('stage.snapshot'), <Camera size={20} />),
    ...item('details', t('stage.details'), <Activity size={20} />),
    ...item('devices', t('call.devices'), <Settings2 size={20} />),
    ...item('help', t('shortcuts.title'), <Keyboard size={20} />),
    ...item(
      'fullScreen',
      isFullScreen ? t('call.exitFullScreen') : t('call.fullScreen'),
      isFullScreen ? <Minimize size={20} /> : <Maximize size={20} />,
    ),
  ];
}
