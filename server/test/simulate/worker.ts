import { parentPort } from 'node:worker_threads';
import { simulate } from './simulate.js';
import type { TownPlan } from './Town.js';

/** Lets towns live, and reports each as it is over; `null` when all are. */
parentPort?.on('message', async (plans: readonly TownPlan[]) => {
  await simulate(plans, (report) => parentPort?.postMessage(report));
  parentPort?.postMessage(null);
});
