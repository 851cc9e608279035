// `npm run faults [-- NAME…] [--rounds=N]`: what networks and people do to a call, and how long it takes to be well again.
import { median } from '../../bench/median.js';
import { FAULTS } from './rows.js';

const words = process.argv.slice(2);
const rounds = Number(words.find((word) => word.startsWith('--rounds='))?.slice('--rounds='.length) ?? 1);
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.filter((name) => FAULTS.every((fault) => fault.name !== name));
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`No such fault: ${unknown.join(', ')}. There are: ${FAULTS.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

let missed = 0;
console.log(`${rounds === 1 ? 'one round' : `${rounds} rounds`} each; the slower of both sides\n`);
for (const { name, what, bound, unit, measure, reference } of FAULTS) {
  if (names.length > 0 && !names.includes(name)) continue;
  const values = await measured(measure);
  const worst = Math.max(...values);
  if (worst > bound) missed += 1;
  const shown = rounds === 1 ? `${worst}` : `median ${median(values)}, worst ${worst}`;
  const beside = reference ? `  bare simple-peer ${median(await measured(reference))}` : '';
  console.log(
    `${name.padEnd(15)} ${what.padEnd(66)} ${shown.padStart(6)} ${unit}  ≤ ${bound}  ${worst > bound ? 'MISSED' : 'held'}${beside}`,
  );
}
process.exit(missed === 0 ? 0 : 1);

async function measured(measure: () => Promise<number>): Promise<readonly number[]> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    values.push(
      await measure().catch((error: unknown) => {
        console.error(error);
        return Number.POSITIVE_INFINITY;
      }),
    );
  }
  return values;
}
