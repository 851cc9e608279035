import type { ReactNode } from 'react';
import css from './Facts.module.css';

/** Things by their names: `[name, value]`, those without a value left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  const there = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl className={css.facts}>
      {there.map(([name, value]) => (
        <div key={name} className={css.fact}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
