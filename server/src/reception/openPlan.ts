import { DEFAULT_PLAN } from './defaultPlan.js';
import { PlanBook } from './PlanBook.js';
import type { PlanSettings, PlanStore } from './ports.js';

/** A line for the log. */
type Say = (line: string) => void;

/**
 * The plan as the records hold it. Where they hold none yet, the file's, or the default one, which the records hold from then on: what
 * is in a file and in the records would otherwise be two truths.
 */
export async function openPlan(
  store: PlanStore,
  file: { readonly path: string; readonly plan: PlanSettings } | null,
  say: Say,
): Promise<PlanBook> {
  const kept = await store.load();
  if (kept) {
    if (file)
      say(`the records hold the plan of queues and agents already: DESK_FILE ${file.path} was not looked at again`);
    return new PlanBook(store, kept, true);
  }
  if (!file) return new PlanBook(store, DEFAULT_PLAN, false);
  await store.begin(file.plan);
  say(`the plan of queues and agents was taken from DESK_FILE ${file.path}; from now on the records hold it`);
  return new PlanBook(store, (await store.load()) ?? file.plan, true);
}
