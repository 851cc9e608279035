import { Town, type TownFault, type TownPlan } from './Town.js';

/** What became of one town. */
export interface TownReport {
  readonly seed: number;
  readonly calls: number;
  readonly talks: number;
  readonly resumed: number;
  readonly events: number;
  /** The same seed gives the same. */
  readonly trace: string;
  readonly fault: TownFault | null;
}

/** Towns that live side by side: one turn of the event loop serves them all. */
const SIDE_BY_SIDE = 64;

/** Lets towns live from their first to their last hour; the same plan gives the same life. */
export async function simulate(plans: readonly TownPlan[], onReport: (report: TownReport) => void): Promise<void> {
  const waiting = [...plans];
  const living: Living[] = [];
  for (;;) {
    while (living.length < SIDE_BY_SIDE && waiting.length > 0) {
      const plan = waiting.shift();
      if (plan) living.push({ plan, town: new Town(plan), events: 0 });
    }
    if (living.length === 0) return;
    for (const each of living) {
      each.town.step();
      each.events += 1;
    }
    await settled();
    for (const { town } of living) town.check();
    for (let index = living.length - 1; index >= 0; index -= 1) {
      const each = living[index];
      if (!each?.town.isOver) continue;
      each.town.checkEnd();
      onReport(reportOf(each));
      living.splice(index, 1);
    }
  }
}

interface Living {
  readonly plan: TownPlan;
  readonly town: Town;
  events: number;
}

function reportOf({ plan, town, events }: Living): TownReport {
  const { calls, talks, resumed, trace, fault } = town;
  return { seed: plan.seed, calls, talks, resumed, events, trace: trace.hash, fault };
}

/** Until every promise that is under way has come to its end. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
