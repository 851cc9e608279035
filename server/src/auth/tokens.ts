import type { Role, User } from '@frontdesk/protocol';
import { nameSchema, roleSchema, userIdSchema } from '@frontdesk/protocol/schemas';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Keys } from './secret.js';

/** An expired token can be renewed for this long, in ms (section 3). */
export const RENEW_MS = 24 * 3_600_000;

/** What a token says: who, and until when (epoch ms). `isExpired` tokens are good for renewal and for a live call alone. */
export interface Claims {
  readonly user: User;
  readonly expiresAt: number;
  readonly isExpired: boolean;
  /** Of someone with an account, who gets the next one by being signed in, not by this one. */
  readonly isOfAccount: boolean;
}

/** Makes a token, good until `expiresAt` (epoch ms); with `isOfAccount` it ends with the account, and is not renewed. */
export function signToken(
  keys: Keys,
  user: { userId: string; name: string; role: Role },
  expiresAt: number,
  isOfAccount = false,
): Promise<string> {
  const [key] = keys.tokens;
  if (!key) throw new Error('no key');
  return new SignJWT({ name: user.name, role: user.role, ...(isOfAccount ? { account: true } : {}) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(user.userId)
    .setIssuedAt()
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(key);
}

/** Reads a token; null if we did not sign it or it does not say what a token must. The time it says is checked by the caller. */
export async function readToken(keys: Keys, token: string): Promise<Claims | null> {
  for (const key of keys.tokens) {
    const payload = await verified(token, key);
    if (payload) return claimsOf(payload, keys);
  }
  return null;
}

async function verified(token: string, key: Uint8Array): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] });
    return payload;
  } catch (error) {
    // Thrown only after the signature was found good.
    if (error instanceof errors.JWTExpired) return error.payload;
    return null;
  }
}

function claimsOf(payload: JWTPayload, { revoked }: Keys): Claims | null {
  const userId = userIdSchema.safeParse(payload.sub);
  const name = nameSchema.safeParse(payload['name']);
  const role = roleSchema.safeParse(payload['role']);
  if (!userId.success || !name.success || !role.success || typeof payload.exp !== 'number') return null;
  const expiresAt = payload.exp * 1000;
  const isOfAccount = payload['account'] === true;
  return {
    user: { userId: userId.data, name: name.data, role: role.data },
    expiresAt,
    isExpired: expiresAt <= Date.now() || (isOfAccount && revoked.has(userId.data)),
    isOfAccount,
  };
}
