import { expect, it } from 'vitest';
import { WritableStore } from './Store.js';

it('tells of changes, and of changes only', () => {
  const store = new WritableStore({ a: 1, b: 1 });
  const seen: number[] = [];
  const end = store.subscribe(() => seen.push(store.get().a));
  store.set(store.get());
  store.patch({ b: 1 });
  store.patch({ a: 2 });
  end();
  store.patch({ a: 3 });
  expect(seen).toEqual([2]);
  expect(store.get()).toEqual({ a: 3, b: 1 });
});

it('lets one listener subscribe twice and end each by itself', () => {
  const store = new WritableStore(0);
  let calls = 0;
  const listener = (): void => {
    calls += 1;
  };
  const [endOne] = [store.subscribe(listener), store.subscribe(listener)];
  endOne();
  store.set(1);
  expect(calls).toBe(1);
});
