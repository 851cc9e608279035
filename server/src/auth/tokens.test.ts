import { describe, expect, it } from 'vitest';
import { keysOf } from './secret.js';
import { readToken, signToken } from './tokens.js';

const KEYS = keysOf('a secret of 32 characters or more', undefined);
const ANN = { userId: 'ann', name: 'Ann', role: 'agent' } as const;
const IN_AN_HOUR = Math.floor(Date.now() / 1000) * 1000 + 3_600_000;

describe('a token', () => {
  it('[C25] says again what it was made of', async () => {
    const token = await signToken(KEYS, ANN, IN_AN_HOUR);
    expect(await readToken(KEYS, token)).toEqual({
      user: ANN,
      expiresAt: IN_AN_HOUR,
      isExpired: false,
      isOfAccount: false,
    });
  });

  it('that has expired is read, and says so', async () => {
    const anHourAgo = IN_AN_HOUR - 7_200_000;
    const token = await signToken(KEYS, ANN, anHourAgo);
    expect(await readToken(KEYS, token)).toEqual({
      user: ANN,
      expiresAt: anHourAgo,
      isExpired: true,
      isOfAccount: false,
    });
  });

  it('is signed with the newest secret, and believed under the one before it', async () => {
    const before = keysOf('the one before, of 32 characters!', undefined);
    const both = keysOf('a secret of 32 characters or more', 'the one before, of 32 characters!');
    expect(await readToken(both, await signToken(before, ANN, IN_AN_HOUR))).not.toBeNull();
    expect(await readToken(KEYS, await signToken(both, ANN, IN_AN_HOUR))).not.toBeNull();
    expect(await readToken(before, await signToken(both, ANN, IN_AN_HOUR))).toBeNull();
  });

  it('of someone whose id could not be a user’s is none', async () => {
    expect(await readToken(KEYS, await signToken(KEYS, { ...ANN, userId: 'a b' }, IN_AN_HOUR))).toBeNull();
  });

  it('of an account says so, and is as good as expired from the moment on that the account is disabled', async () => {
    const keys = keysOf('a secret of 32 characters or more', undefined);
    const token = await signToken(keys, ANN, IN_AN_HOUR, true);
    const other = await signToken(keys, ANN, IN_AN_HOUR);
    expect(await readToken(keys, token)).toMatchObject({ isExpired: false, isOfAccount: true });
    keys.revoked.add('ann');
    expect(await readToken(keys, token)).toMatchObject({ isExpired: true, isOfAccount: true });
    expect(await readToken(keys, other)).toMatchObject({ isExpired: false, isOfAccount: false });
    keys.revoked.delete('ann');
    expect(await readToken(keys, token)).toMatchObject({ isExpired: false });
  });

  it('that expired and was signed by a stranger is none', async () => {
    const strangers = keysOf('a stranger’s secret, 32 characters', undefined);
    expect(await readToken(KEYS, await signToken(strangers, ANN, IN_AN_HOUR - 7_200_000))).toBeNull();
  });
});
