// `npm run rules`: every row of docs/protocol.md has a test that carries its id, and tests carry no id that is not there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { disagreement } from './rules/check.js';
import { rowsOf } from './rules/rows.js';
import { testNamesIn } from './rules/testNames.js';

const FOLDERS = ['packages', 'apps', 'server', 'scripts', 'e2e', 'examples'];
const INVARIANTS = 'docs/invariants.md';

const rows = rowsOf(readFileSync('docs/protocol.md', 'utf8'));
const invariants = existsSync(INVARIANTS) ? rowsIn(INVARIANTS) : [];
const names = FOLDERS.flatMap(testFilesIn).flatMap((file) => testNamesIn(file, readFileSync(file, 'utf8')));
const { unproved, unknown } = disagreement(rows, new Set(invariants), names);

for (const id of unproved) console.log(`docs/protocol.md says [${id}], and no test carries it in its name.`);
for (const id of unknown) console.log(`A test's name carries [${id}], which stands nowhere in docs/protocol.md.`);
const proved = rows.filter(({ isNotYet }) => !isNotYet).length - unproved.length;
console.log(`${proved} rows of the contract are proved by tests that name them; ${unproved.length} are not.`);
process.exitCode = unproved.length + unknown.length === 0 ? 0 : 1;

/** The ids in bold that begin a line or a cell there, such as `**I3**`. */
function rowsIn(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/\*\*([A-Z]\d+)\*\*/g)].map(([, id]) => id ?? '');
}

function testFilesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries
    .filter((entry) => /\.(?:test|spec)\.tsx?$/.test(entry) && !entry.includes('node_modules'))
    .map((entry) => `${folder}/${entry}`);
}
