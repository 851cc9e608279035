const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A span of ms in words, to the second below ten minutes, to the minute above: `45 sec`, `3 min 20 sec`, `1 hr 5 min`. */
export function spanInWords(ms: number, language: string): string {
  const whole = Math.max(0, Math.round(ms / SECOND)) * SECOND;
  const [hours, minutes, seconds] = [Math.floor(whole / HOUR), Math.floor(whole / MINUTE) % 60, (whole / SECOND) % 60];
  const parts: [number, string][] = [];
  if (hours > 0) parts.push([hours, 'hour']);
  if (minutes > 0) parts.push([minutes, 'minute']);
  if (whole < 10 * MINUTE && (seconds > 0 || parts.length === 0)) parts.push([seconds, 'second']);
  return parts
    .map(([value, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
    )
    .join(' ');
}

/** A day and a time, as a list shows them: the time alone of today. */
export function dayAndTime(at: number, now: number, language: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    hour: 'numeric',
    minute: '2-digit',
    ...(!isToday && { day: 'numeric', month: 'short', ...(!isThisYear && { year: 'numeric' }) }),
  }).format(at);
}

/** Midnight before this, by this machine's zone, in epoch ms. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
