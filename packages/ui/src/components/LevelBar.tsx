import type { Store } from '@frontdesk/client';
import { useEffect, useRef } from 'react';
import css from './LevelBar.module.css';

/** How loud a microphone is, 0..1. It moves many times a second, so it writes to the element instead of rendering. */
export function LevelBar({ level, label }: { level: Store<number>; label: string }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (): void => {
      const value = Math.min(1, Math.max(0, level.get()));
      ref.current?.style.setProperty('--level', value.toFixed(3));
      // In steps of ten: a screen reader that asks gets a number, not noise.
      ref.current?.setAttribute('aria-valuenow', String(Math.round(value * 10) * 10));
    };
    show();
    return level.subscribe(show);
  }, [level]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: each browser draws <meter> in its own way, and none can be styled.
    <div
      ref={ref}
      className={css.bar}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      <div className={css.fill} />
    </div>
  );
}
