/** Values at the most: an hour of seconds is thinned out twice. */
const MOST = 1_024;

/** Median and worst of a call's seconds, in bounded memory: what is too much is thinned out evenly. */
export class Series {
  readonly #worse: (one: number, two: number) => number;
  #values: number[] = [];
  #every = 1;
  #count = 0;
  #worst: number | null = null;

  /** `worse`: which of two is the worse one. */
  constructor(worse: (one: number, two: number) => number = Math.max) {
    this.#worse = worse;
  }

  add(value: number | null): void {
    if (value === null || !Number.isFinite(value)) return;
    this.#worst = this.#worst === null ? value : this.#worse(this.#worst, value);
    if (this.#count % this.#every === 0) this.#values.push(value);
    this.#count += 1;
    if (this.#values.length < MOST) return;
    this.#values = this.#values.filter((_, at) => at % 2 === 0);
    this.#every *= 2;
  }

  /** Null where there was nothing to measure. */
  summary(): { readonly median: number; readonly worst: number } | null {
    const sorted = [...this.#values].sort((one, two) => one - two);
    const median = sorted[Math.floor(sorted.length / 2)];
    return median === undefined || this.#worst === null ? null : { median, worst: this.#worst };
  }
}
