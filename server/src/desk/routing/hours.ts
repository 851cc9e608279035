import { DateTime } from 'luxon';

/** Days as ISO 8601 counts them: 1 is Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** From when until when, as `HH:MM` of the queue's own clock; `24:00` is the end of the day. */
export interface Opening {
  readonly from: string;
  readonly to: string;
}

export interface Hours {
  /** An IANA time zone, such as `Asia/Shanghai`. */
  readonly timeZone: string;
  /** A weekday that is not named is closed. */
  readonly week: Readonly<Partial<Record<Weekday, readonly Opening[]>>>;
  /** Days that are otherwise than their weekday, by ISO date; without openings they are closed. */
  readonly holidays: Readonly<Record<string, readonly Opening[]>>;
}

/** How many days ahead an opening is looked for. */
const DAYS_AHEAD = 60;

/** Whether it is open at that time, epoch ms; without hours it always is. */
export function isOpen(hours: Hours | null, now: number): boolean {
  return hours === null || spansOf(hours, DateTime.fromMillis(now, { zone: hours.timeZone })).some(holds(now));
}

/** When it opens next, epoch ms: now if it is open, null if that is not within two months. */
export function nextOpening(hours: Hours | null, now: number): number | null {
  if (hours === null || isOpen(hours, now)) return now;
  const today = DateTime.fromMillis(now, { zone: hours.timeZone });
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const starts = spansOf(hours, today.plus({ days: ahead })).map(([from]) => from);
    const next = starts.filter((from) => from > now).sort((one, other) => one - other)[0];
    if (next !== undefined) return next;
  }
  return null;
}

type Span = readonly [from: number, to: number];

/** The openings of that day as epoch ms. An hour that the clock leaves out in spring is the one after. */
function spansOf({ week, holidays }: Hours, day: DateTime): Span[] {
  const openings = holidays[day.toISODate() ?? ''] ?? week[day.weekday as Weekday] ?? [];
  return openings.map(({ from, to }) => [at(day, from), at(day, to)]);
}

function at(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const begin = day.startOf('day');
  return (hour === 24 ? begin.plus({ days: 1 }) : begin.set({ hour, minute })).toMillis();
}

function holds(now: number) {
  return ([from, to]: Span): boolean => from <= now && now < to;
}
