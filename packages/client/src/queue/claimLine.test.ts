import { expect, it } from 'vitest';
import { settled } from '../testing/ManualClock.js';
import { claimLine } from './claimLine.js';

interface Request {
  readonly options: LockOptions;
  readonly run: () => Promise<void>;
  readonly reject: (error: Error) => void;
}

/** One browser's locks, of one name: a holder, the others in line, and whoever steals. */
function locks(): LockManager {
  let holder: Request | null = null;
  const line: Request[] = [];
  const next = (): void => {
    const turn = line.shift();
    if (!turn) return;
    if (turn.options.signal?.aborted) next();
    else give(turn);
  };
  const give = (request: Request): void => {
    holder = request;
    void Promise.resolve()
      .then(request.run)
      .then(() => {
        if (holder !== request) return;
        holder = null;
        next();
      });
  };
  const request = (_name: string, options: LockOptions, run: () => Promise<void>): Promise<void> =>
    new Promise((_, reject) => {
      const asked: Request = { options, run, reject };
      if (options.steal) {
        holder?.reject(new DOMException('', 'AbortError'));
        give(asked);
      } else if (holder) line.push(asked);
      else give(asked);
    });
  const query = async () => ({ held: holder ? [{ name: 'frontdesk.line' }] : [] });
  return { request, query } as unknown as LockManager;
}

it('has one page in line, and the next when that one is gone', async () => {
  const browser = locks();
  const one = claimLine(browser);
  await settled();
  const two = claimLine(browser);
  await settled();
  expect([one.state.get(), two.state.get()]).toEqual(['held', 'elsewhere']);
  one.release();
  await settled();
  expect(two.state.get()).toBe('held');
});

it('lets another page take it over, and have it back when that one is gone', async () => {
  const browser = locks();
  const one = claimLine(browser);
  await settled();
  const two = claimLine(browser);
  await settled();
  two.take();
  await settled();
  expect([one.state.get(), two.state.get()]).toEqual(['elsewhere', 'held']);
  two.release();
  await settled();
  expect(one.state.get()).toBe('held');
});

it('holds it on every page where the browser has no locks, or forbids them', async () => {
  expect(claimLine(null).state.get()).toBe('held');
  const refuse = () => Promise.reject(new DOMException('', 'SecurityError'));
  const claim = claimLine({ request: refuse, query: refuse } as unknown as LockManager);
  await settled();
  expect(claim.state.get()).toBe('held');
});
