import type { ReactNode } from 'react';
import css from './IconButton.module.css';

interface IconButtonProps {
  /** What it does: the accessible name, and the tip that a mouse sees. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  readonly tone?: 'plain' | 'accent' | 'stage';
  readonly isDisabled?: boolean;
}

/** A round button that shows only a sign; 44 px, so that a thumb meets it. */
export function IconButton({ label, icon, onClick, tone = 'plain', isDisabled = false }: IconButtonProps) {
  return (
    <button
      type="button"
      className={css.button}
      data-tone={tone}
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      {icon}
    </button>
  );
}
