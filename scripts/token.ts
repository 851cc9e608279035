import { existsSync, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nameSchema, roleSchema, userIdSchema } from '@frontdesk/protocol/schemas';
import { installationSecret, keysOf } from '../server/src/auth/secret.js';
import { signToken } from '../server/src/auth/tokens.js';
import { readSettings } from '../server/src/settings/readSettings.js';

const USAGE = `Prints a token signed with this installation's secret.

  npm run token -- --sub ID --name NAME --role ROLE [--hours N]

  --sub    the user id: 1 to 64 of A–Z a–z 0–9 . _ ~ -
  --name   what others see, 1 to 80 characters
  --role   caller, agent, supervisor, admin or business
  --hours  how long it is good; without it as long as SESSION_MS says`;

/** Ten years, in hours: longer is a mistake. */
const MOST_HOURS = 87_600;
const HOUR_MS = 3_600_000;

const given = argumentsOf();
if (!given) fail(USAGE);
const sub = userIdSchema.safeParse(given.sub);
const name = nameSchema.safeParse(given.name);
const role = roleSchema.safeParse(given.role);
const hours = given.hours === undefined ? undefined : Number(given.hours);
const areHoursGood = hours === undefined || (hours > 0 && hours <= MOST_HOURS);
if (!sub.success || !name.success || !role.success || !areHoursGood) fail(USAGE);

if (existsSync('.env')) process.loadEnvFile('.env');
const read = readSettings(process.env);
if (!read.ok) fail(read.problems.join('\n'));
const { dataDir, authSecret, sessionMs } = read.settings;
if (authSecret === undefined) mkdirSync(dataDir, { recursive: true });
const keys = keysOf(installationSecret(authSecret, dataDir), undefined);
const lifeMs = hours === undefined ? sessionMs : hours * HOUR_MS;
console.log(await signToken(keys, { userId: sub.data, name: name.data, role: role.data }, Date.now() + lifeMs));

function argumentsOf(): { sub?: string; name?: string; role?: string; hours?: string } | null {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ options: { sub: text, name: text, role: text, hours: text } }).values;
  } catch {
    return null;
  }
}

function fail(words: string): never {
  console.error(words);
  process.exit(1);
}
