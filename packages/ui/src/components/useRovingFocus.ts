import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';

interface RovingFocus {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
}

/** Where an arrow leads from `index` among `count`, round the ends; null for any other key. */
export function rovingTarget(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight' || key === 'ArrowDown') return (index + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/** A toolbar is one stop of the Tab key; the arrows move within it (ARIA's toolbar pattern). */
export function useRovingFocus(): RovingFocus {
  const ref = useRef<HTMLDivElement>(null);
  const buttons = (): HTMLButtonElement[] => [
    ...(ref.current?.querySelectorAll<HTMLButtonElement>('[data-roving]:not(:disabled)') ?? []),
  ];
  const giveStopTo = (stop: Element | undefined): void => {
    for (const button of buttons()) button.tabIndex = button === stop ? 0 : -1;
  };
  // After each render: a button that appeared must not become a second stop, one that went must leave the stop behind.
  useLayoutEffect(() => {
    const all = buttons();
    giveStopTo(all.find((button) => button === document.activeElement || button.tabIndex === 0) ?? all[0]);
  });
  return {
    ref,
    onFocus: () => giveStopTo(buttons().find((button) => button === document.activeElement)),
    onKeyDown: (event) => {
      const all = buttons();
      const index = all.indexOf(document.activeElement as HTMLButtonElement);
      const target = index < 0 ? null : rovingTarget(event.key, index, all.length);
      if (target === null) return;
      event.preventDefault();
      all[target]?.focus();
    },
  };
}
