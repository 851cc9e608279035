import css from './Brand.module.css';

/** The mark: a reception bell, drawn from two lines and an arc. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <path d="M5 21.5a11 11 0 0 1 22 0Z" fill="currentColor" />
      <path d="M16 5.5v3" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M3 26.5h26" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M10 19.2a6.3 6.3 0 0 1 4.2-4.7" stroke="var(--fd-brand-shine)" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}

/** Mark and name together. `ground` says what it stands on. */
export function Brand({ ground = 'desk' }: { ground?: 'desk' | 'stage' }) {
  return (
    <span className={css.brand} data-ground={ground}>
      <BrandMark />
      <span className={css.word}>Frontdesk</span>
    </span>
  );
}
