import { parentPort } from 'node:worker_threads';
import { DEEP_WORLDS } from './deepWorlds.js';
import { explore } from './explore.js';
import { WORLDS } from './worlds.js';

/** A world to explore, by its name, and after how many states to stop. */
export interface Task {
  readonly world: string;
  readonly limit: number;
}

parentPort?.on('message', async ({ world: name, limit }: Task) => {
  const world = [...WORLDS, ...DEEP_WORLDS].find((each) => each.name === name);
  if (!world) throw new Error(`there is no world ${name}`);
  parentPort?.postMessage(await explore(world, limit));
});
