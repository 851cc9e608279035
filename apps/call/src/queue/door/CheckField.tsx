import { type ReactNode, type Ref, useId } from 'react';
import css from './CheckField.module.css';

interface CheckFieldProps {
  readonly label: ReactNode;
  readonly error: string | undefined;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Something to agree to, or to say yes to. Its words may be long. */
export function CheckField({ label, error, isChecked, onChange, ref }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={css.field}>
      <label className={css.label}>
        <input
          ref={ref}
          type="checkbox"
          className={css.box}
          checked={isChecked}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span className={css.words} dir="auto">
          {label}
        </span>
      </label>
      {error !== undefined && (
        <p id={id} className={css.error}>
          {error}
        </p>
      )}
    </div>
  );
}
