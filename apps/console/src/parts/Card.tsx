import { type ReactNode, useId } from 'react';
import css from './Card.module.css';

interface CardProps {
  readonly title: string;
  /** Beside the title: a number, a button. */
  readonly side?: ReactNode;
  readonly children: ReactNode;
}

/** A region of the desk with its name. */
export function Card({ title, side, children }: CardProps) {
  const id = useId();
  return (
    <section className={css.card} aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        {side}
      </div>
      {children}
    </section>
  );
}

/** Why there is nothing here. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className={css.empty}>{children}</p>;
}
