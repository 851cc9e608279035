import { Rings } from '@frontdesk/ui';
import type { ReactNode } from 'react';
import css from './Stage.module.css';

interface StageProps {
  readonly role: 'dialog' | 'alertdialog';
  readonly label: string;
  readonly describedBy?: string;
  readonly isRinging: boolean;
  /** The one in the middle of the rings. */
  readonly portrait: ReactNode;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

/** The dark ground on which a call rings, out or in. */
export function Stage({ role, label, describedBy, isRinging, portrait, children, actions }: StageProps) {
  return (
    <main className={css.ground}>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles that it may have take a name. */}
      <div className={css.stage} role={role} aria-label={label} aria-describedby={describedBy} tabIndex={-1}>
        <div className={css.middle}>
          <div className={css.portrait}>
            <Rings isMoving={isRinging} />
            {portrait}
          </div>
          <div className={css.words}>{children}</div>
        </div>
        <div className={css.actions}>{actions}</div>
      </div>
    </main>
  );
}
