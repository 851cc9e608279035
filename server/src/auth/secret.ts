import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RevokedAccounts } from './RevokedAccounts.js';

/** The keys of one installation, all derived from one secret so that one kind of signature never passes for another. */
export interface Keys {
  /** HS256 keys of tokens: the first signs, all are believed. */
  readonly tokens: readonly Uint8Array[];
  readonly tickets: readonly KeyObject[];
  /** What the cookies of signed-in staff are signed and encrypted with. */
  readonly staff: string;
  /** Whose accounts were disabled: tokens that they hold count as expired. */
  readonly revoked: RevokedAccounts;
}

/**
 * The installation's secret: the operator's, or one made once and kept in `dataDir` (mode 0600, never printed).
 *
 * Throws the file system's error if it can be neither read nor written.
 */
export function installationSecret(configured: string | undefined, dataDir: string): string {
  if (configured !== undefined) return configured;
  const file = join(dataDir, 'auth-secret');
  if (!existsSync(file)) makeSecret(file);
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32) throw new Error(`${file} is damaged: it holds fewer than 32 characters`);
  return secret;
}

/** Two processes that start together must end with the same secret, and neither may read half of it: hence the link. */
function makeSecret(file: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** Tokens are signed with the secret itself, so that an operator's own program can make them (section 3). */
export function keysOf(secret: string, previous: string | undefined): Keys {
  const secrets = previous === undefined ? [secret] : [secret, previous];
  return {
    tokens: secrets.map((each) => new TextEncoder().encode(each)),
    tickets: secrets.map((each) => createSecretKey(createHmac('sha256', each).update('frontdesk ticket 1').digest())),
    staff: createHmac('sha256', secret).update('frontdesk staff 1').digest('base64url'),
    revoked: new RevokedAccounts(),
  };
}
