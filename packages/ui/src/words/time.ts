/** A duration in ms as `m:ss`, or `h:mm:ss` from an hour on: `0:07`, `12:05`, `1:02:03`. Never negative. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const h = Math.floor(seconds / 3600);
  const m = Math.floor(seconds / 60) % 60;
  const s = seconds % 60;
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * When something happened, as people say it: minutes ago within the hour, else the time of day, with the date if
 * it was not today. Null within the first minute: "just now" is the words file's.
 */
export function whenInWords(at: number, now: number, language: string): string | null {
  const ago = now - at;
  if (ago < MINUTE) return null;
  if (ago < HOUR) {
    return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(-Math.floor(ago / MINUTE), 'minute');
  }
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(language, {
    hour: 'numeric',
    minute: '2-digit',
    ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
  }).format(at);
}
