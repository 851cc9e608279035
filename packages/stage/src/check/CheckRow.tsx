import type { StepResult } from '@frontdesk/client';
import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './CheckRow.module.css';

const SIGNS = {
  running: CircleDashed,
  ok: CircleCheck,
  warning: TriangleAlert,
  failed: CircleAlert,
  skipped: CircleMinus,
} as const;

interface CheckRowProps {
  readonly label: string;
  readonly state: StepResult['state'];
  /** What was measured. */
  readonly value?: string | undefined;
  /** What it means, what to do, and with what. */
  readonly children?: ReactNode;
}

/** One thing that is checked: a sign, a word for it, and what to do about it. */
export function CheckRow({ label, state, value, children }: CheckRowProps) {
  const { t } = useTranslation();
  const Sign = SIGNS[state];
  return (
    <li className={css.row} data-state={state} aria-label={`${label}: ${t(`check.state.${state}`)}`}>
      <Sign className={css.sign} size={20} aria-hidden="true" />
      <div className={css.words}>
        <p className={css.head}>
          <span className={css.label}>{label}</span>
          <span className={css.value}>{value ?? t(`check.state.${state}`)}</span>
        </p>
        {children && <div className={css.more}>{children}</div>}
      </div>
    </li>
  );
}
