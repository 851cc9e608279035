import type { ReactNode } from 'react';
import css from './ControlButton.module.css';

interface ControlButtonProps {
  /** The accessible name, and what a mouse sees as a tip. */
  readonly label: string;
  /** What stands under the sign where there is room; the label, unless that is too long. */
  readonly caption?: string;
  readonly icon: ReactNode;
  /** `off`: something is switched off and should be noticed. */
  readonly tone?: 'plain' | 'off' | 'danger';
  readonly isExpanded?: boolean;
  readonly onClick: () => void;
}

/** One control of a call: a round sign with its word below. */
export function ControlButton({ label, caption, icon, tone = 'plain', isExpanded, onClick }: ControlButtonProps) {
  return (
    <button
      type="button"
      className={css.control}
      data-tone={tone}
      data-roving=""
      aria-label={label}
      aria-expanded={isExpanded}
      title={label}
      onClick={onClick}
    >
      <span className={css.sign}>{icon}</span>
      <span className={css.caption} aria-hidden="true">
        {caption ?? label}
      </span>
    </button>
  );
}
