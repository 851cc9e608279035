import type { MoreItem } from '@frontdesk/ui';
import { Activity, Maximize, Minimize, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PanelKey, Panels } from './useSidePanel.js';

interface MoreItemsOf {
  readonly panels: Panels;
  readonly fullscreen: { readonly isPossible: boolean; readonly isOn: boolean; readonly toggle: () => void };
  readonly onPanel: (key: PanelKey) => void;
}

/** What stands behind "More", without what can't be done here. */
export function useMoreItems({ panels, fullscreen, onPanel }: MoreItemsOf): readonly MoreItem[] {
  const { t } = useTranslation();
  const items: (MoreItem | false)[] = [
    panels.details !== undefined && {
      id: 'details',
      label: t('stage.details'),
      icon: <Activity size={20} />,
      onClick: () => onPanel('details'),
    },
    panels.devices !== undefined && {
      id: 'devices',
      label: t('call.devices'),
      icon: <Settings2 size={20} />,
      onClick: () => onPanel('devices'),
    },
    fullscreen.isPossible && {
      id: 'fullScreen',
      label: fullscreen.isOn ? t('call.exitFullScreen') : t('call.fullScreen'),
      icon: fullscreen.isOn ? <Minimize size={20} /> : <Maximize size={20} />,
      onClick: fullscreen.toggle,
    },
  ];
  return items.filter((item) => item !== false);
}
