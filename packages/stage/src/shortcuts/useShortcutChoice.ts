import { browserKeep } from '@frontdesk/client';
import { useState } from 'react';

const KEY = 'frontdesk.shortcuts';

/** Whether this person wants keys to do things (WCAG 2.1.4), remembered by this browser. */
export function useShortcutChoice(): [boolean, (isOn: boolean) => void] {
  const [keep] = useState(browserKeep);
  const [isOn, setOn] = useState(() => keep.read(KEY) !== 'off');
  return [
    isOn,
    (next) => {
      if (next) keep.forget(KEY);
      else keep.write(KEY, 'off');
      setOn(next);
    },
  ];
}
