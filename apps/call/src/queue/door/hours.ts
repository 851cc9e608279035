import type { OpeningHours } from '@frontdesk/protocol';

/** From when until when, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

type Weekday = keyof OpeningHours['week'];

/** When it is open on the day that it is now at the queue, in order; empty on a day that is closed. */
export function openToday({ timeZone, week, holidays }: OpeningHours, now: number): readonly Span[] {
  const { year, month, day } = wallTime(now, timeZone);
  const date = `${year}-${two(month)}-${two(day)}`;
  const weekday = String(new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7) as Weekday;
  const openings = holidays[date] ?? week[weekday] ?? [];
  const at = (time: string): number => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return epochOf({ year, month, day, hour, minute }, timeZone);
  };
  return openings.map(({ from, to }) => ({ from: at(from), to: at(to) })).sort((one, two) => one.from - two.from);
}

/** Whether clocks show something else in these zones at that time. */
export function clocksDiffer(one: string, other: string, now: number): boolean {
  return offsetOf(now, one) !== offsetOf(now, other);
}

/** Which day a time is, as people say it: today and tomorrow by name, within a week by its weekday, else by its date. */
export type DayName = 'today' | 'tomorrow' | 'weekday' | 'date';

export function dayName(at: number, now: number, timeZone: string): DayName {
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  if (days <= 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days < 7 ? 'weekday' : 'date';
}

/** The name of a zone for people: `Europe/Berlin` is Berlin, `America/New_York` is New York. */
export function placeOf(timeZone: string): string {
  return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
}

/** The zone of this machine's clock. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

function dayNumber(at: number, timeZone: string): number {
  const { year, month, day } = wallTime(at, timeZone);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** What a clock in that zone shows. A zone that the browser does not know shows UTC. */
function wallTime(at: number, timeZone: string): WallTime {
  const shown = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour') % 24,
    minute: part('minute'),
  };
}

/** The epoch at which a clock there shows this; an hour that the clock leaves out counts as the one after it. */
function epochOf({ year, month, day, hour, minute }: WallTime, timeZone: string): number {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  const guess = wanted - offsetOf(wanted, timeZone);
  return wanted - offsetOf(guess, timeZone);
}

/** How far clocks there are ahead of UTC, in ms. */
function offsetOf(at: number, timeZone: string): number {
  const { year, month, day, hour, minute } = wallTime(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known) return known;
  const format = newFormat(timeZone) ?? newFormat('UTC');
  if (!format) throw new Error('no clock');
  FORMATS.set(timeZone, format);
  return format;
}

function newFormat(timeZone: string): Intl.DateTimeFormat | null {
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...fields, timeZone, hourCycle: 'h23', calendar: 'gregory' });
  } catch {
    return null;
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
