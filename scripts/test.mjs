// `npm test`: everything that must hold, in a fresh clone on a bare machine. `npm test -- unit wire` runs just those steps.
// Its last line is `N passed, N failed`: tests as their runners count them, and each check as one.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode } from './checkNode.mjs';
import { install, isInstalled } from './install.mjs';

checkNode();

/** A step that takes longer, in ms, hangs. */
const LIMIT_MS = 14 * 60_000;

/** How much of a failed step's output is shown. */
const TAIL_LINES = 150;

const reports = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
const report = (name) => join(reports, `${name}.json`);

const BIN = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  tsc: 'node_modules/typescript/bin/tsc',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};

const check = (name, ...args) => ({ name, args, count: countCheck });
const vitest = (name) => ({
  name,
  args: [
    BIN.vitest,
    ...['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${report(name)}`],
  ],
  count: () => countVitest(report(name)),
});

/** A program that says itself what passed: its last line is `N passed, N failed`, and what it prints is worth reading. */
const program = (name, ...args) => ({ name, args: ['--import', 'tsx', ...args], count: countPrinted, isShown: true });

const STEPS = [
  check('lint', BIN.biome, 'check', '--error-on-warnings', '.'),
  check('types of pages', BIN.tsc, '-p', 'tsconfig.web.json'),
  check('types of programs', BIN.tsc, '-p', 'tsconfig.node.json'),
  check('dead code', BIN.knip),
  check('rules', '--import', 'tsx', 'scripts/rules.ts'),
  vitest('unit'),
  program('explore', 'server/test/explore/main.ts'),
  program('mutants', 'server/test/explore/main.ts', '--mutants'),
  program('simulate', 'server/test/simulate/main.ts'),
  check('build', 'scripts/build.mjs', '--if-stale'),
  check('first load', '--import', 'tsx', 'scripts/firstLoad.ts'),
  vitest('wire'),
  {
    name: 'e2e',
    args: [BIN.playwright, 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e') },
    count: () => countPlaywright(report('e2e')),
  },
  {
    // Stories that take long and stand beside others of their kind: run on demand, by `npm test -- long`.
    name: 'long',
    isExtra: true,
    args: [BIN.playwright, 'test', '--config', 'e2e/playwright.config.ts', '--grep', '@long', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('long'), FRONTDESK_LONG: '1' },
    count: () => countPlaywright(report('long')),
  },
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => STEPS.every((step) => step.name !== name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are: ${STEPS.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const total = { passed: 0, failed: 0 };
if (!isInstalled()) {
  console.log('Installing …');
  if (!install()) total.failed += 1;
}
if (total.failed === 0) {
  for (const step of STEPS) if (chosen.length === 0 ? !step.isExtra : chosen.includes(step.name)) await run(step);
}
rmSync(reports, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function run({ name, args, env = {}, count, isShown = false }) {
  const since = performance.now();
  const { isGood, output } = await execute(args, env);
  const counted = count(isGood, output);
  // A runner that failed without a failed test (it could not start, an error outside of any test) is a failure too.
  const { skipped = 0 } = counted;
  // At home a missing program may skip a test, and it is said; where everything must hold, nothing may be skipped.
  const missed = counted.failed + (process.env.CI ? skipped : 0);
  const failed = isGood ? missed : Math.max(1, missed);
  total.passed += counted.passed;
  total.failed += failed;
  const seconds = ((performance.now() - since) / 1000).toFixed(1).padStart(6);
  const tests =
    count === countCheck
      ? ''
      : `  ${counted.passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} SKIPPED` : ''}`;
  if (failed > 0 || isShown) console.log(output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n'));
  console.log(`${failed === 0 ? '✓' : '✗'} ${name.padEnd(18)}${seconds} s${tests}`);
}

function execute(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }), ...env },
    });
    let output = '';
    const add = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', add);
    child.stderr.setEncoding('utf8').on('data', add);
    const limit = setTimeout(() => {
      add(`\nIt took longer than ${LIMIT_MS / 60_000} minutes and was ended.\n`);
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, LIMIT_MS);
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ isGood: code === 0, output });
    });
  });
}

function countCheck(isGood) {
  return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function countPrinted(_, output) {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(output.trimEnd().split('\n').at(-1)) ?? [];
  return passed === undefined ? countCheck(false) : { passed: Number(passed), failed: Number(failed) };
}

function countVitest(file) {
  const result = read(file);
  if (!result) return { passed: 0, failed: 1 };
  // A file that could not even be loaded has no failed test in it.
  const broken = result.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((each) => each.status !== 'failed'),
  );
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + broken.length,
    skipped: result.numPendingTests,
  };
}

function countPlaywright(file) {
  const result = read(file);
  if (!result) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = result.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
