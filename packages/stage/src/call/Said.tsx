import type { ReactNode } from 'react';
import css from './CallState.module.css';

/** A sentence above the picture, for {@link CallState}. */
export function Said({ icon, children }: { readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <p className={css.banner}>
      {icon}
      <span>{children}</span>
    </p>
  );
}
