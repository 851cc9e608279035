import { useNow } from '../hooks/useNow.js';
import { clockTime } from '../words/time.js';

interface TimerProps {
  /** Epoch ms by this machine's clock. */
  readonly since: number;
  readonly label: string;
}

/** How long something has lasted, counting. A timer is never read out by itself; a person may ask for it. */
export function Timer({ since, label }: TimerProps) {
  const now = useNow();
  return (
    <span role="timer" aria-label={label} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {clockTime(now - since)}
    </span>
  );
}
