import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testToken } from '../../server/test/startServer.js';
import { useTown } from '../../server/test/useTown.js';
import { Example } from './runExample.js';

const ROOT = resolve(import.meta.dirname, '../..');
const town = useTown();

const PROGRAM = `
import { CODES, type CallSnapshot, connect, deny, type News, type Verdict } from '@frontdesk/business';
const { FRONTDESK_URL: url = '', FRONTDESK_TOKEN: token = '' } = process.env;
const decide = async (call: CallSnapshot): Promise<Verdict> => deny(CODES.queueClosed, call.caller.name);
const onNews = (news: News): void => {
  if (news.name === 'presence') console.log(news.users.map(({ userId }) => userId).join());
};
const frontdesk = connect({ url, token, decide, onNews });
await frontdesk.ready;
const calls = await frontdesk.calls();
console.log(calls.ok ? \`calls: \${calls.value.length}\` : calls.error.name);
frontdesk.close();
`;

test('packed, the SDK has its types and runs in a program of plain Node', { timeout: 60_000 }, async () => {
  const packed = execFileSync(process.execPath, ['scripts/packBusiness.mjs'], { cwd: ROOT, encoding: 'utf8' }).trim();
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const modules = join(folder, 'node_modules');
  const target = join(modules, '@frontdesk/business');
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['xzf', join(ROOT, packed), '--strip-components=1', '-C', target]);
  // What npm would install beside it.
  for (const name of ['socket.io-client', 'standardwebhooks', 'zod', '@types']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }

  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(folder, 'main.ts'), PROGRAM);
  const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, types: ['node'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
  // It throws, with what the compiler says, if the types are not whole.
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder], { stdio: 'pipe' });

  const program = new Example(process.execPath, [join(folder, 'main.js')], {
    FRONTDESK_URL: town.server.url,
    FRONTDESK_TOKEN: await testToken('packed', 'Packed', 'business'),
  });
  await program.says('calls: 0');
  expect(await program.exit).toBe(0);
});
