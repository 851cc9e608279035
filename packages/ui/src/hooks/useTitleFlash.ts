import { useEffect } from 'react';

/** Shows a text in the tab's title, turn about with the page's own, while it is not null. */
export function useTitleFlash(text: string | null): void {
  useEffect(() => {
    if (text === null) return;
    const own = document.title;
    const flip = (): void => {
      document.title = document.title === own ? text : own;
    };
    flip();
    const timer = setInterval(flip, 1000);
    return () => {
      clearInterval(timer);
      document.title = own;
    };
  }, [text]);
}
