import { expect, test } from 'vitest';
import { outdated } from './bundle.js';
import { DEEP_WORLDS } from './deepWorlds.js';
import { explore } from './explore.js';
import { MUTANTS } from './mutants.js';
import { WORLDS } from './worlds.js';

test('[C24] a stranger may meddle with a call at any moment, and learns and changes nothing', async () => {
  const world = WORLDS.find(({ name }) => name === 'strangers');
  if (!world) throw new Error('no such world');
  expect(await explore(world, 100_000)).toMatchObject({ isWhole: true, violation: null });
});

test('every mutant is looked for in worlds that there are', () => {
  const names = [...WORLDS, ...DEEP_WORLDS].map(({ name }) => name);
  expect(MUTANTS.flatMap(({ worlds }) => worlds.filter((world) => !names.includes(world)))).toEqual([]);
});

test('every mutant can still be sown into the code as it is', () => {
  expect(MUTANTS.flatMap(outdated)).toEqual([]);
});
