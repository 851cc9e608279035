import type { ReactNode, Ref } from 'react';
import css from './StageButton.module.css';

interface StageButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly tone: 'accept' | 'danger' | 'plain';
  /** Shown to those with a keyboard, and told to screen readers. */
  readonly shortcut?: string;
  readonly isBusy?: boolean;
  readonly onClick: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A large round button of a ringing call, with its word below. */
export function StageButton({ label, icon, tone, shortcut, isBusy = false, onClick, ref }: StageButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      className={css.button}
      data-tone={tone}
      aria-keyshortcuts={shortcut}
      aria-disabled={isBusy}
      onClick={isBusy ? undefined : onClick}
    >
      <span className={css.sign}>{icon}</span>
      <span className={css.word}>{label}</span>
    </button>
  );
}
