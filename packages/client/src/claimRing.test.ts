import { expect, it } from 'vitest';
import { claimRing } from './claimRing.js';
import { settled } from './testing/ManualClock.js';

/** Locks as a browser keeps them: one holder a name, the others in line. */
function locks(): LockManager {
  const lines = new Map<string, (() => Promise<void>)[]>();
  const next = async (name: string): Promise<void> => {
    const line = lines.get(name) ?? [];
    await line[0]?.();
    line.shift();
    if (line.length > 0) await next(name);
  };
  const request = (name: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      const line = lines.get(name) ?? [];
      lines.set(name, line);
      const turn = async (): Promise<void> => (signal.aborted ? undefined : run().then(resolve));
      signal.addEventListener('abort', () => line[0] !== turn && reject(new DOMException('', 'AbortError')));
      line.push(turn);
      if (line.length === 1) void next(name);
    });
  return { request, query: async () => ({}) } as unknown as LockManager;
}

it('lets one page ring, and the next when that one is gone', async () => {
  const shared = locks();
  const [one, two] = [claimRing('ana', 'c1', shared), claimRing('ana', 'c1', shared)];
  await settled();
  expect([one.held.get(), two.held.get()]).toEqual([true, false]);
  one.release();
  await settled();
  expect([one.held.get(), two.held.get()]).toEqual([false, true]);
});

it('is another ring for another call', async () => {
  const shared = locks();
  const [one, two] = [claimRing('ana', 'c1', shared), claimRing('ana', 'c2', shared)];
  await settled();
  expect([one.held.get(), two.held.get()]).toEqual([true, true]);
});

it('never rings after it was let go while it stood in line', async () => {
  const shared = locks();
  const [one, two] = [claimRing('ana', 'c1', shared), claimRing('ana', 'c1', shared)];
  two.release();
  one.release();
  await settled();
  expect([one.held.get(), two.held.get()]).toEqual([false, false]);
});

it('rings on every page where the browser has no locks, or forbids them', async () => {
  expect(claimRing('ana', 'c1', null).held.get()).toBe(true);
  const forbidden = { request: () => Promise.reject(new DOMException('', 'SecurityError')) };
  const claim = claimRing('ana', 'c1', forbidden as unknown as LockManager);
  await settled();
  expect(claim.held.get()).toBe(true);
});
