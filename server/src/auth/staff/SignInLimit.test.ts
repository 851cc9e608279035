import { describe, expect, it } from 'vitest';
import { Attempts } from './Attempts.js';
import { KnownDevice } from './KnownDevice.js';
import { SignInLimit } from './SignInLimit.js';

const WINDOW_MS = 15 * 60_000;
const device = new KnownDevice('a secret of the installation');

describe('tries', () => {
  it('are counted in windows, and forgotten after them', () => {
    const attempts = new Attempts(2, 1_000);
    attempts.take('a', 0);
    expect(attempts.waitMs('a', 10)).toBe(0);
    attempts.take('a', 10);
    expect(attempts.waitMs('a', 400)).toBe(600);
    expect(attempts.waitMs('b', 400)).toBe(0);
    expect(attempts.waitMs('a', 1_000)).toBe(0);
  });

  it('that were no failure are given back, and never more than that', () => {
    const attempts = new Attempts(1, 1_000);
    attempts.take('a', 0);
    for (let times = 0; times < 3; times++) attempts.giveBack('a');
    attempts.take('a', 1);
    expect(attempts.waitMs('a', 2)).toBe(998);
  });

  it('of very many names take no more memory than of many', () => {
    const attempts = new Attempts(1, 1_000_000);
    attempts.take('first', 0);
    for (let each = 0; each < 50_000; each++) attempts.take(String(each), 1);
    expect(attempts.waitMs('first', 2)).toBe(0);
    expect(attempts.waitMs('49999', 2)).toBeGreaterThan(0);
  });
});

describe('a browser’s mark', () => {
  const mark = device.mark('ann@example.com');
  const isKnown = (email: string, given: string | undefined, by = device) => by.countedBy(email, given).isKnown;

  it('is good for the address that it was given for, under our key', () => {
    expect(isKnown('ann@example.com', mark)).toBe(true);
    expect(isKnown('bob@example.com', mark)).toBe(false);
    expect(isKnown('ann@example.com', mark, new KnownDevice('another secret'))).toBe(false);
  });

  it('that was made up is none', () => {
    const [nonce, mac] = mark.split('.');
    for (const forged of [undefined, '', '.', 'x', `${nonce}x.${mac}`, `${nonce}.${mac}x`, `${mark}.`, `.${mac}`]) {
      expect(isKnown('ann@example.com', forged), forged).toBe(false);
    }
  });

  it('does not tell the address, and neither does what is counted by it', () => {
    expect(mark).not.toContain('ann');
    expect(device.countedBy('ann@example.com', mark).key).not.toContain('ann');
  });
});

describe('wrong passwords', () => {
  const strangersTry = (limit: SignInLimit, address: string, now = 0, mark?: string) =>
    limit.begin({ address, email: 'ann@example.com', mark }, now);

  it('of one account are five in a window from strangers, wherever they are; who has signed in there before is not kept out', () => {
    const limit = new SignInLimit(device);
    for (let each = 0; each < 5; each++) expect(strangersTry(limit, `10.0.0.${each}`).waitMs).toBe(0);
    expect(strangersTry(limit, '10.0.0.9', 1).waitMs).toBe(WINDOW_MS - 1);
    const mark = device.mark('ann@example.com');
    for (let each = 0; each < 10; each++) expect(strangersTry(limit, '10.1.0.1', 1, mark).waitMs).toBe(0);
    expect(strangersTry(limit, '10.1.0.1', 1, mark).waitMs).toBeGreaterThan(0);
    expect(strangersTry(limit, '10.0.0.9', WINDOW_MS).waitMs).toBe(0);
  });

  it('of one address are thirty, and right ones are not counted', () => {
    const limit = new SignInLimit(device);
    const tryOf = (person: number) =>
      limit.begin({ address: '10.0.0.1', email: `${person}@example.com`, mark: undefined }, 0);
    for (let person = 0; person < 100; person++) {
      const { waitMs, wasRight } = tryOf(person);
      expect(waitMs).toBe(0);
      wasRight();
    }
    for (let person = 0; person < 30; person++) expect(tryOf(person).waitMs).toBe(0);
    expect(tryOf(31).waitMs).toBe(WINDOW_MS);
  });
});
