// `npm run doctor`: looks at an installation from outside, as browsers do, and says what is wrong and what to do.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSettings } from '../server/src/settings/readSettings.js';
import { checkAddresses } from './doctor/address.js';
import { bad, type Finding, skipped, table } from './doctor/Finding.js';
import { checkMachine } from './doctor/machine.js';
import { checkRelay } from './doctor/relay.js';

const USAGE = `Looks at this installation, with the settings that Frontdesk reads, and says what is wrong and what to do.

  npm run doctor [-- --json]

Exit code 1 if something is wrong.`;

const { json } = argumentsOf();
if (existsSync('.env')) process.loadEnvFile('.env');
const findings = await examine();
console.log(json ? JSON.stringify(findings, null, 2) : table(findings));
process.exitCode = findings.some(({ outcome }) => outcome === 'bad') ? 1 : 0;

async function examine(): Promise<readonly Finding[]> {
  const read = readSettings(process.env);
  if (!read.ok)
    return read.problems.map((problem) => bad('settings', problem, 'Change it in .env (docs/settings.md).'));
  const { settings } = read;
  const warnings = settings.warnings.map((warning) => skipped('settings', warning));
  const parts = await Promise.all([checkMachine(settings), checkAddresses(settings), checkRelay(settings)]);
  return [...warnings, ...parts.flat()];
}

function argumentsOf(): { json: boolean } {
  try {
    const { json = false } = parseArgs({ options: { json: { type: 'boolean' } } }).values;
    return { json };
  } catch {
    console.error(USAGE);
    process.exit(1);
  }
}
