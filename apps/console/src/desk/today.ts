import type { RecordRow } from '@frontdesk/protocol';

/** How an agent's day went so far. */
export interface Today {
  readonly calls: number;
  /** In ms. */
  readonly talkMs: number | null;
  readonly averageMs: number | null;
  /** The mean of what customers gave; null: nobody has. */
  readonly stars: number | null;
}

/** Out of the calls of today, and how many the desk has counted: it knows of the last one first. */
export function todayOf(records: readonly RecordRow[], counted: number): Today {
  const talks = records.flatMap(({ talkMs }) => talkMs ?? []);
  const stars = records.flatMap((record) => record.stars ?? []);
  const talkMs = talks.length === 0 ? null : sum(talks);
  return {
    calls: Math.max(counted, talks.length),
    talkMs,
    averageMs: talkMs === null ? null : talkMs / talks.length,
    stars: stars.length === 0 ? null : sum(stars) / stars.length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
