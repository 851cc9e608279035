import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { afterAll, describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/eachDatabase.js';
import { openDatabase } from '../../records/database/openDatabase.js';
import { authOptions } from './authOptions.js';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-schema-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(await eachDatabase())('on $name', (database) => {
  afterAll(() => database.end());

  it.skipIf(!database.isThere)('our migration leaves better-auth’s own nothing to make', async () => {
    const { DATABASE_URL } = await database.make();
    const db = await openDatabase(folder, DATABASE_URL);
    const options: BetterAuthOptions = authOptions({
      db,
      secret: 'a secret for tests, of 32 characters or more',
      origin: 'http://localhost:3000',
      origins: [],
      ports: {
        admit: async () => null,
        roleOfNew: () => null,
        joined: async () => undefined,
        isDisabled: async () => false,
        signedIn: async () => undefined,
        say: () => undefined,
      },
    });
    const { toBeCreated, toBeAdded, compileMigrations } = await getMigrations(options);
    expect([toBeCreated, toBeAdded]).toEqual([[], []]);
    expect((await compileMigrations()).trim()).toBe(';');
    await db.destroy();
  });
});
