import { expect, it } from 'vitest';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { AddressWatch } from './AddressWatch.js';

const WIFI = '192.0.2.7';
const CABLE = '198.51.100.7';

/** A machine in a call for a while, whose addresses were these. */
async function talking(before: readonly string[]) {
  const clock = new ManualClock();
  const machine = { addresses: before, looks: 0, changes: 0 };
  const watch = new AddressWatch({
    clock,
    look: async () => {
      machine.looks += 1;
      return machine.addresses;
    },
    onChange: () => {
      machine.changes += 1;
    },
  });
  const pass = async (seconds: number): Promise<void> => {
    for (let passed = 0; passed < 10 * seconds; passed += 1) {
      clock.pass(100);
      await settled();
    }
  };
  watch.follow('connecting');
  watch.follow('connected');
  await pass(20);
  return { watch, machine, pass, clock };
}

it('looks once while all is well', async () => {
  const { machine } = await talking([WIFI]);
  expect(machine).toEqual({ addresses: [WIFI], looks: 1, changes: 0 });
});

it('tells once that an address is gone while nothing comes, however late the browser sees it', async () => {
  const { watch, machine, pass } = await talking([WIFI]);
  watch.follow('unsteady');
  await pass(2);
  expect(machine.changes).toBe(0);
  watch.follow('interrupted');
  machine.addresses = [CABLE];
  await pass(20);
  expect(machine.changes).toBe(1);
});

it('takes one more address, or none that is told, for no change', async () => {
  const { watch, machine, pass } = await talking([WIFI]);
  machine.addresses = [WIFI, CABLE];
  watch.follow('unsteady');
  await pass(2);
  machine.addresses = [];
  await pass(2);
  expect(machine.changes).toBe(0);
});

it('looks no more when all is well again, nor where the browser tells nothing, nor for longer than ten seconds', async () => {
  const { watch, machine, pass, clock } = await talking([WIFI]);
  watch.follow('unsteady');
  await pass(1);
  watch.follow('connected');
  watch.follow('none');
  expect(clock.waiting).toBe(0);
  const silent = await talking([]);
  silent.watch.follow('interrupted');
  expect(silent.machine.looks).toBe(1);
  watch.follow('failed');
  await pass(30);
  expect(machine.looks).toBeLessThan(50);
  expect(clock.waiting).toBe(0);
});
