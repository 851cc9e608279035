import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guestId } from './guestId.js';
import { installationSecret, keysOf } from './secret.js';

describe('the installation’s secret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'frontdesk-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, for its owner’s eyes only, and stays the same', () => {
    const secret = installationSecret(undefined, folder);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(installationSecret(undefined, folder)).toBe(secret);
    expect(readdirSync(folder)).toEqual(['auth-secret']);
    expect(statSync(join(folder, 'auth-secret')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'auth-secret'), 'utf8')).toBe(secret);
  });

  it('is the operator’s where there is one, and nothing is kept', () => {
    expect(installationSecret('of the operator', folder)).toBe('of the operator');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not made anew over a damaged one', () => {
    writeFileSync(join(folder, 'auth-secret'), 'short');
    expect(() => installationSecret(undefined, folder)).toThrow(/auth-secret is damaged/);
    expect(readFileSync(join(folder, 'auth-secret'), 'utf8')).toBe('short');
  });

  it('where it cannot be kept is not used', () => {
    expect(() => installationSecret(undefined, join(folder, 'missing'))).toThrow(/ENOENT/);
  });
});

describe('keys', () => {
  it('of staff’s cookies are of the newest secret, and nothing else’s', () => {
    const { staff } = keysOf('x'.repeat(32), 'y'.repeat(32));
    expect(staff).toMatch(/^[\w-]{43}$/);
    expect(staff).not.toBe(keysOf('y'.repeat(32), undefined).staff);
    expect(Buffer.from(staff, 'base64url')).not.toEqual(keysOf('x'.repeat(32), undefined).tickets[0]?.export());
  });

  it('of tickets are not those of tokens', () => {
    const { tokens, tickets } = keysOf('x'.repeat(32), 'y'.repeat(32));
    expect([tokens.length, tickets.length]).toEqual([2, 2]);
    expect(tickets[0]?.export()).not.toEqual(Buffer.from(tokens[0] ?? []));
  });
});

describe('a guest’s id', () => {
  it('can be read out: three groups of three, without letters that are mistaken for others', () => {
    const ids = Array.from({ length: 500 }, guestId);
    for (const id of ids) expect(id).toMatch(/^[2-9a-hjkmnp-tw-z]{3}(-[2-9a-hjkmnp-tw-z]{3}){2}$/);
    expect(new Set(ids).size).toBe(500);
  });
});
