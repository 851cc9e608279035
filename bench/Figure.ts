/** One figure of the table: ours beside its reference, in the same unit and run. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** Null where the bound is a number of its own. */
  readonly reference: number | null;
  /** The most that the ratio, or without a reference ours, may be. */
  readonly bound: number;
  readonly goal: number | null;
}
