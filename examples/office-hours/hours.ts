/** What `hours.json` holds. Times of day are those of the clock on the wall at `timeZone`. */
export interface Hours {
  /** An IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** By the English name of the day, such as `monday`: when it is open, as `HH:MM-HH:MM`. A day that is not there is closed. */
  readonly week: Readonly<Record<string, readonly string[]>>;
  /** Days on which it is closed after all, as `YYYY-MM-DD`. */
  readonly closedOn: readonly string[];
  /** The ids of callers who get through at any time. */
  readonly alwaysWelcome: readonly string[];
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAY_MS = 86_400_000;
/** How far ahead an opening is looked for: whoever is closed for longer says nothing of it. */
const DAYS_AHEAD = 31;

/** Hours from the text of a file. Throws an error that says what is wrong with it. */
export function readHours(text: string): Hours {
  const { timeZone, week = {}, closedOn = [], alwaysWelcome = [] } = JSON.parse(text) as Partial<Hours>;
  if (!timeZone) throw new Error('hours: a timeZone is needed, such as "Europe/Berlin"');
  wallClock(new Date(), timeZone);
  for (const [day, spans] of Object.entries(week)) {
    if (!DAYS.includes(day)) throw new Error(`hours: there is no day "${day}"`);
    for (const span of spans) {
      const [from = '', to = ''] = span.split('-');
      const isSpan = /^\d\d:\d\d-\d\d:\d\d$/.test(span) && from < to && to <= '24:00';
      if (!isSpan) throw new Error(`hours: ${day} has "${span}", which is not like "09:00-17:00"`);
    }
  }
  for (const day of closedOn)
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error(`hours: "${day}" is not like "2026-12-25"`);
  return { timeZone, week, closedOn, alwaysWelcome };
}

export function isOpen(hours: Hours, at: Date): boolean {
  const { date, time } = wallClock(at, hours.timeZone);
  return spansOf(hours, date).some(([from, to]) => from <= time && time < to);
}

/** When it opens next, in words for a person, such as "Monday 30 November at 09:00"; null if not within a month. */
export function nextOpening(hours: Hours, at: Date): string | null {
  const { date, time } = wallClock(at, hours.timeZone);
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    // A day of the calendar, counted in UTC, where every day has 24 hours.
    const day = new Date(Date.parse(`${date}T00:00Z`) + ahead * DAY_MS);
    const spans = spansOf(hours, day.toISOString().slice(0, 10)).sort();
    const opens = spans.find(([from]) => ahead > 0 || from > time)?.[0];
    if (opens === undefined) continue;
    return `${ahead === 0 ? 'today' : dayInWords(day)} at ${opens}`;
  }
  return null;
}

/** When it is open on a day, as pairs of `HH:MM`. */
function spansOf({ week, closedOn }: Hours, date: string): [from: string, to: string][] {
  if (closedOn.includes(date)) return [];
  const day = DAYS[new Date(`${date}T00:00Z`).getUTCDay()] ?? '';
  return (week[day] ?? []).map((span) => span.split('-') as [string, string]);
}

function dayInWords(day: Date): string {
  const words = (how: Intl.DateTimeFormatOptions) => day.toLocaleDateString('en-GB', { ...how, timeZone: 'UTC' });
  return `${words({ weekday: 'long' })} ${words({ day: 'numeric', month: 'long' })}`;
}

/** The calendar and the clock on the wall at a place. Throws for a place that there is not. */
function wallClock(at: Date, timeZone: string): { date: string; time: string } {
  // Sweden writes "2026-11-30 09:00".
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [date = '', time = ''] = format.format(at).split(' ');
  return { date, time };
}
