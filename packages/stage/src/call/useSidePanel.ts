import { type ReactNode, useState } from 'react';

/** What can stand beside a call. */
export type PanelKey = 'chat' | 'details' | 'devices';

/**
 * What stands beside a call when asked for, by key. An element is only made here and drawn when it is opened, so that
 * of a lazy component nothing loads before. What is missing has no button.
 */
export type Panels = Readonly<Partial<Record<PanelKey, ReactNode>>>;

interface OpenPanel {
  readonly open: PanelKey | null;
  readonly toggle: (key: PanelKey) => void;
  readonly close: () => void;
}

/** Which panel is open: one at a time. */
export function useSidePanel(panels: Panels): OpenPanel {
  const [wanted, setWanted] = useState<PanelKey | null>(null);
  return {
    open: wanted !== null && panels[wanted] !== undefined ? wanted : null,
    toggle: (key) => setWanted((before) => (before === key ? null : key)),
    close: () => setWanted(null),
  };
}
