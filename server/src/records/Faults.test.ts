import { expect, it } from 'vitest';
import { Faults } from './Faults.js';

it('warns once a minute for as long as it lasts, and says when it is over', () => {
  const said: string[] = [];
  let now = 0;
  const log = {
    error: (fields: { waiting: number }) => said.push(`${now}: ${fields.waiting}`),
    info: () => said.push(`${now}: over`),
  };
  const faults = new Faults(log, () => now);
  for (; now < 150_000; now += 1_000) faults.note(new Error('full'), now / 1_000);
  expect([faults.isFailing, faults.count]).toEqual([true, 150]);
  faults.written();
  faults.written();
  now = 151_000;
  faults.note(new Error('full'), 7);
  expect(said).toEqual(['0: 0', '60000: 60', '120000: 120', '150000: over', '151000: 7']);
});
