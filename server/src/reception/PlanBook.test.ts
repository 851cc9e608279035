import type { QueueSettings } from '@frontdesk/protocol';
import { describe, expect, it } from 'vitest';
import { settled } from '../../test/VirtualClock.js';
import { DEFAULT_PLAN } from './defaultPlan.js';
import { PlanBook } from './PlanBook.js';
import type { PlanStore } from './ports.js';

/** A store that takes its time: each change is on disk when the test says so. */
class SlowStore implements PlanStore {
  readonly queues = new Map<string, string>();
  readonly begun: string[] = [];
  readonly #writes: { readonly done: () => void; readonly fail: () => void }[] = [];

  load = async () => null;
  begin = () => this.#write('begin', () => undefined);
  putQueue = ({ queueId, name }: QueueSettings) => this.#write(name, () => this.queues.set(queueId, name));
  deleteQueue = (queueId: string) => this.#write('delete', () => this.queues.delete(queueId));
  putAgent = async () => undefined;
  deleteAgent = async () => undefined;

  /** The last that was begun comes first, as two connections of a database may have it. */
  async finishAll(): Promise<void> {
    await settled();
    for (let last = this.#writes.pop(); last; last = this.#writes.pop()) {
      last.done();
      await settled();
    }
  }

  async failOne(): Promise<void> {
    await settled();
    this.#writes.shift()?.fail();
    await settled();
  }

  #write(what: string, how: () => void): Promise<void> {
    this.begun.push(what);
    return new Promise((resolve, reject) => {
      const done = (): void => {
        how();
        resolve();
      };
      this.#writes.push({ done, fail: () => reject(new Error('no disk')) });
    });
  }
}

function named(name: string): QueueSettings {
  const [support] = DEFAULT_PLAN.queues;
  if (!support) throw new Error('no queue by default');
  return { ...support, queueId: 'sales', name };
}

describe('two changes of the plan at once', () => {
  it('come to the same in memory and in the records: the later one', async () => {
    const store = new SlowStore();
    const plan = new PlanBook(store, DEFAULT_PLAN, true);
    const both = [plan.putQueue(named('one')), plan.putQueue(named('two'))];
    await store.finishAll();
    await Promise.all(both);
    expect([plan.queue('sales')?.name, store.queues.get('sales')]).toEqual(['two', 'two']);
  });

  it('of which one deletes what the other has not yet put', async () => {
    const store = new SlowStore();
    const plan = new PlanBook(store, DEFAULT_PLAN, true);
    const both = [plan.putQueue(named('one')), plan.deleteQueue('sales'), plan.deleteQueue('sales')];
    await store.finishAll();
    expect(await Promise.all(both)).toEqual([undefined, true, false]);
    expect([plan.queue('sales'), store.queues.has('sales')]).toEqual([null, false]);
  });

  it('keep the default plan once, before both', async () => {
    const store = new SlowStore();
    const plan = new PlanBook(store, DEFAULT_PLAN, false);
    const both = [plan.putQueue(named('one')), plan.putQueue(named('two'))];
    await store.finishAll();
    await Promise.all(both);
    expect(store.begun).toEqual(['begin', 'one', 'two']);
  });

  it('of which neither changes anything keep nothing', async () => {
    const store = new SlowStore();
    const plan = new PlanBook(store, DEFAULT_PLAN, false);
    expect(await Promise.all([plan.deleteQueue('sales'), plan.deleteAgent('ines')])).toEqual([false, false]);
    expect(store.begun).toEqual([]);
  });

  it('do not hang on one that could not be kept', async () => {
    const store = new SlowStore();
    const plan = new PlanBook(store, DEFAULT_PLAN, true);
    const failed = expect(plan.putQueue(named('one'))).rejects.toThrow('no disk');
    const other = plan.putQueue(named('two'));
    await store.failOne();
    await store.finishAll();
    await Promise.all([failed, other]);
    expect([plan.queue('sales')?.name, store.queues.get('sales')]).toEqual(['two', 'two']);
  });
});
