import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { keysOf } from '../server/src/auth/secret.js';
import { readToken } from '../server/src/auth/tokens.js';

const AUTH_SECRET = 'a secret for tests, 32 characters or more';

function token(...args: string[]) {
  const options = { encoding: 'utf8', env: { ...process.env, AUTH_SECRET } } as const;
  return spawnSync(process.execPath, ['--import', 'tsx', 'scripts/token.ts', ...args], options);
}

test('npm run token prints a token that the server believes', async () => {
  const { stdout } = token('--sub', 'desk.1', '--name', 'Ines Ortega', '--role', 'agent', '--hours', '2');
  const claims = await readToken(keysOf(AUTH_SECRET, undefined), stdout.trim());
  expect(claims?.user).toEqual({ userId: 'desk.1', name: 'Ines Ortega', role: 'agent' });
  expect(claims?.expiresAt).toBeGreaterThan(Date.now() + 7_100_000);
  expect(claims?.expiresAt).toBeLessThanOrEqual(Date.now() + 7_200_000);
});

test.each([
  ['no role', ['--sub', 'desk.1', '--name', 'Ines']],
  ['a role that there is not', ['--sub', 'desk.1', '--name', 'Ines', '--role', 'boss']],
])('npm run token with %s prints how to use it, and no token', (_, args) => {
  const { status, stdout, stderr } = token(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('npm run token --');
});
