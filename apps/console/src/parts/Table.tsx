import type { ReactNode } from 'react';
import css from './Table.module.css';

interface TableProps {
  readonly label: string;
  /** An empty one stands over buttons. */
  readonly heads: readonly string[];
  readonly children: ReactNode;
}

/** Rows of one kind; where there is no room it can be moved sideways, by keys too. */
export function Table({ label, heads, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and a section of this name is around it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keys.
    <div className={css.scroll} role="group" aria-label={label} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            {heads.map((head) =>
              head === '' ? (
                <td key="deeds" />
              ) : (
                <th key={head} scope="col">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
