import type { ComponentPropsWithRef, ReactNode } from 'react';
import css from './ControlButton.module.css';

interface ControlButtonProps
  extends Omit<ComponentPropsWithRef<'button'>, 'type' | 'className' | 'title' | 'children'> {
  /** The accessible name, and what a mouse sees as a tip. */
  readonly label: string;
  /** What stands under the sign where there is room; the label, unless that is too long. */
  readonly caption?: string;
  readonly icon: ReactNode;
  /** `off`: something is switched off and should be noticed. `on`: something runs that one should not forget. */
  readonly tone?: 'plain' | 'off' | 'on' | 'danger';
  /** The key that does the same, as `aria-keyshortcuts` writes it; the tip shows it. */
  readonly shortcut?: string | undefined;
  readonly isExpanded?: boolean;
  /** How much waits behind the button; none is not shown. The label says it in words. */
  readonly count?: number;
}

/** One control of a call: a round sign with its word below. */
export function ControlButton(props: ControlButtonProps) {
  const { label, caption, icon, tone = 'plain', shortcut, isExpanded, count = 0, ...button } = props;
  return (
    <button
      aria-expanded={isExpanded}
      {...button}
      type="button"
      className={css.control}
      data-tone={tone}
      data-roving=""
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
    >
      <span className={css.sign}>{icon}</span>
      {count > 0 && (
        <span className={css.count} aria-hidden="true">
          {count > 9 ? '9+' : count}
        </span>
      )}
      <span className={css.caption} aria-hidden="true">
        {caption ?? label}
      </span>
    </button>
  );
}
