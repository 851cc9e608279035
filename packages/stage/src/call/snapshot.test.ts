import { expect, test } from 'vitest';
import { snapshotName } from './snapshot.js';

const AT = new Date(2026, 10, 4, 9, 5, 7);

test.each([
  ['Ada Lindqvist', 'Ada Lindqvist 2026-11-04 09.05.07.png'],
  ['李晓明', '李晓明 2026-11-04 09.05.07.png'],
  ['../../etc/passwd', 'etc passwd 2026-11-04 09.05.07.png'],
  ['C:\\*?"<>|', 'C 2026-11-04 09.05.07.png'],
  ['a\u202Egnp.exe', 'a gnp.exe 2026-11-04 09.05.07.png'],
  ['...', '2026-11-04 09.05.07.png'],
])('a picture of %j is named %j', (name, file) => {
  expect(snapshotName(name, AT)).toBe(file);
});

test('a long name is cut between letters', () => {
  expect(snapshotName('𝒜'.repeat(80), AT)).toBe(`${'𝒜'.repeat(60)} 2026-11-04 09.05.07.png`);
});
