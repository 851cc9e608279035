import type { SeatView, Wish } from '@frontdesk/protocol';
import { Timer } from '@frontdesk/ui';
import { NativeSelect } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './StatusControl.module.css';

const WISHES: readonly Wish[] = ['available', 'break', 'offline'];
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

interface StatusControlProps {
  readonly seat: SeatView;
  readonly breaks: readonly string[];
  /** There is no line: nothing can be chosen. */
  readonly isOff: boolean;
  /** It is proved now that a call would be noticed here. */
  readonly isProving: boolean;
  readonly onChoose: (wish: Wish, reason?: string) => Promise<unknown>;
}

/** What the agent does now, since when, and what they choose. What comes by itself (a ring, a call) stands beside it. */
export function StatusControl({ seat, breaks, isOff, isProving, onChoose }: StatusControlProps) {
  const { t } = useTranslation('console');
  const [pending, setPending] = useState<Wish | null>(null);
  const choose = async (wish: Wish): Promise<void> => {
    if (isOff || pending === wish) return;
    setPending(wish);
    await onChoose(wish);
    setPending((newest) => (newest === wish ? null : newest));
  };
  const chosen = pending ?? seat.wish;
  return (
    <div className={css.status} data-status={seat.status}>
      <p className={css.now}>
        <span className={css.dot} aria-hidden="true" />
        <span className={css.word}>{isProving ? t('status.proving') : t(`status.is.${seat.status}`)}</span>
        <span className={css.time}>
          <Timer since={seat.since} label={t('status.since')} />
        </span>
      </p>
      <Choice chosen={chosen} isOff={isOff} onChoose={(wish) => void choose(wish)} />
      {chosen === 'break' && breaks.length > 0 && (
        <Reason seat={seat} breaks={breaks} isOff={isOff} onReason={(reason) => void onChoose('break', reason)} />
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly chosen: Wish;
  readonly isOff: boolean;
  readonly onChoose: (wish: Wish) => void;
}

/** One stop of the Tab key; the arrows move, and Enter or Space chooses: nobody goes on a break by passing it. */
function Choice({ chosen, isOff, onChoose }: ChoiceProps) {
  const { t } = useTranslation('console');
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const radios = [...(group.current?.querySelectorAll<HTMLElement>('[role="radio"]') ?? [])];
    const at = radios.indexOf(document.activeElement as HTMLElement);
    radios[(at + step + radios.length) % radios.length]?.focus();
  };
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={t('status.title')}
      aria-disabled={isOff}
      className={css.choice}
      tabIndex={-1}
      onKeyDown={move}
    >
      {WISHES.map((wish) => (
        // biome-ignore lint/a11y/useSemanticElements: with the browser's own radios an arrow would choose at once.
        <button
          key={wish}
          type="button"
          role="radio"
          aria-checked={chosen === wish}
          aria-disabled={isOff}
          tabIndex={chosen === wish ? 0 : -1}
          className={css.wish}
          data-wish={wish}
          onClick={() => onChoose(wish)}
        >
          {t(`status.wish.${wish}`)}
        </button>
      ))}
    </div>
  );
}

interface ReasonProps {
  readonly seat: SeatView;
  readonly breaks: readonly string[];
  readonly isOff: boolean;
  readonly onReason: (reason: string | undefined) => void;
}

function Reason({ seat, breaks, isOff, onReason }: ReasonProps) {
  const { t } = useTranslation('console');
  const known = seat.reason !== null && breaks.includes(seat.reason) ? seat.reason : '';
  return (
    <NativeSelect
      size="sm"
      className={css.reason ?? ''}
      aria-label={t('status.reason')}
      disabled={isOff}
      value={known}
      data={[{ value: '', label: t('status.noReason') }, ...breaks]}
      onChange={({ currentTarget: { value } }) => onReason(value === '' ? undefined : value)}
    />
  );
}
