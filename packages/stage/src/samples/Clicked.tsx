import { type ReactNode, useEffect } from 'react';

/** Signs of buttons by the class that their icon has, the same in every language. */
export const ELLIPSIS = '.lucide-ellipsis';
export const MESSAGE = '.lucide-message-square-text';
export const SETTINGS = '.lucide-settings-2';

/** A screen after somebody has clicked these signs, one after the other, each when it is there. */
export function Clicked({ signs, children }: { readonly signs: readonly string[]; readonly children: ReactNode }) {
  useEffect(() => {
    let frame = 0;
    const click = ([first, ...rest]: readonly string[]): void => {
      if (first === undefined) return;
      const button = document.querySelector(first)?.closest<HTMLElement>('button, input');
      button?.click();
      frame = requestAnimationFrame(() => click(button ? rest : [first, ...rest]));
    };
    click(signs);
    return () => cancelAnimationFrame(frame);
  }, [signs]);
  return children;
}
