import { Brand, Rings } from '@frontdesk/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './LineFrame.module.css';

interface LineFrameProps {
  /** The queue's name. */
  readonly name: string;
  readonly isRinging: boolean;
  /** What stands in the middle of the rings. */
  readonly middle: ReactNode;
  readonly children: ReactNode;
  /** What one may do: leave, above all. */
  readonly actions: ReactNode;
}

/** The dark ground on which one waits, from the first click to the answer: the call stands on it too. */
export function LineFrame({ name, isRinging, middle, children, actions }: LineFrameProps) {
  const { t } = useTranslation('queue');
  return (
    <main className={css.ground}>
      <section className={css.line} aria-label={t('line.region', { name })}>
        <header className={css.top}>
          <Brand ground="stage" />
          <h1 className={css.name} dir="auto">
            {name}
          </h1>
        </header>
        <div className={css.middle}>
          <Rings isMoving={isRinging} />
          {middle}
        </div>
        <div className={css.words}>{children}</div>
        <div className={css.actions}>{actions}</div>
      </section>
    </main>
  );
}
