import type { DevicesView, NetworkView } from '@frontdesk/client';
import { useState } from 'react';
import { checkReport } from './checkReport.js';

/** Copies what was found, for the one who helps. */
export function useReport(view: NetworkView, devices: DevicesView): { isCopied: boolean; copy: () => void } {
  const [copied, setCopied] = useState<NetworkView | null>(null);
  const copy = async (): Promise<void> => {
    const text = checkReport(view, devices, { at: new Date(), address: location.origin, agent: navigator.userAgent });
    // Where the clipboard is closed nothing is copied, and the button says nothing else.
    await navigator.clipboard?.writeText(text).then(
      () => setCopied(view),
      () => undefined,
    );
  };
  return { isCopied: copied === view, copy: () => void copy() };
}
