import { expect, test } from 'vitest';
import { ManualClock, settled } from '../testing/ManualClock.js';
import { Leading, type LeadLocks } from './Leading.js';

/** One lock of a browser, as the specification has it: in line, called off, stolen. */
class OneLock implements LeadLocks {
  #holder: { readonly reject: (reason: Error) => void } | null = null;
  readonly #line: (() => void)[] = [];

  request(_: string, options: { signal?: AbortSignal; steal?: boolean }, held: () => Promise<void>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const take = (): void => {
        const holder = { reject };
        this.#holder = holder;
        void held().then(() => {
          resolve(undefined);
          if (this.#holder !== holder) return;
          this.#holder = null;
          this.#line.shift()?.();
        });
      };
      if (options.steal) {
        this.#holder?.reject(new Error('stolen'));
        take();
      } else if (this.#holder) {
        this.#line.push(take);
        options.signal?.addEventListener('abort', () => {
          const at = this.#line.indexOf(take);
          if (at < 0) return;
          this.#line.splice(at, 1);
          reject(new Error('called off'));
        });
      } else take();
    });
  }
}

function tab(locks: LeadLocks | null, clock = new ManualClock()) {
  const leading = new Leading({ userId: 'amy', locks, clock });
  return { clock, leading, close: leading.start() };
}

test('[P20] of several tabs one leads; when it closes, the next does', async () => {
  const locks = new OneLock();
  const one = tab(locks);
  const two = tab(locks);
  expect([one.leading.view.get(), two.leading.view.get()]).toEqual(['leading', 'asking']);
  two.clock.pass(400);
  expect(two.leading.view.get()).toBe('elsewhere');
  one.close();
  await settled();
  expect(two.leading.view.get()).toBe('leading');
});

test('[P20] a person takes the console to another tab, and it comes back when that one closes', async () => {
  const locks = new OneLock();
  const one = tab(locks);
  const two = tab(locks);
  two.leading.takeOver();
  await settled();
  expect([one.leading.view.get(), two.leading.view.get()]).toEqual(['elsewhere', 'leading']);
  two.close();
  await settled();
  expect(one.leading.view.get()).toBe('leading');
});

test('where there are no locks, each leads', () => {
  expect(tab(null).leading.view.get()).toBe('leading');
});
