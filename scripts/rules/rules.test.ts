import { describe, expect, test } from 'vitest';
import { disagreement } from './check.js';
import { rowsOf } from './rows.js';
import { testNamesIn } from './testNames.js';

const CONTRACT = `
## 2. Codes
| code | name |
|---|---|
| 20 | \`not_allowed\` |
| 100903 | \`transferred\` *(not yet sent)* |

### Commands
| command | payload |
|---|---|
| \`call:reply\` | \`{callId}\` |
| \`users:list\`, \`calls:list\` | \`{}\` |

## 4. Rules
- **C1** Every request, see C9.
- **[packet size]** 128 KiB.
| 7 | a table of something else |
`;

const rule = (number: number) => `[C${number}]`;

describe('the check of rules', () => {
  test('finds the rows of the contract, each with its id', () => {
    const ids = rowsOf(CONTRACT).map(({ id, isNotYet }) => (isNotYet ? `${id}, not yet` : id));
    expect(ids).toEqual([
      'code 20',
      'code 100903, not yet',
      'command call:reply',
      'command users:list',
      'command calls:list',
      'C1',
      'packet size',
    ]);
  });

  test('reads the names of tests that run, with those of their groups', () => {
    const source = `
      describe('${rule(1)} a call', () => {
        it('rings', async () => {});
        it.concurrent.each([[1]])(\`${rule(2)} of \${side}\`, () => {});
        describe.skip('later', () => {});
        it.skip('${rule(3)} not yet', () => {});
      });
      test.for(cases)('ends', () => {});
      expect('${rule(4)}').toBe(1);
    `;
    expect(testNamesIn('a.test.ts', source)).toEqual([
      `${rule(1)} a call rings`,
      `${rule(1)} a call ${rule(2)} of …`,
      'ends',
    ]);
  });

  test('tells what no test names, and what a test names that is not there', () => {
    const names = [
      `${rule(1)} one`,
      '[code 20] two',
      `${rule(99)} three`,
      '[P3] four',
      '[I2] five',
      '[packet sise] six',
    ];
    expect(disagreement(rowsOf(CONTRACT), new Set(['I2']), names)).toEqual({
      unproved: ['command call:reply', 'command users:list', 'command calls:list', 'packet size'],
      unknown: ['C99', 'packet sise'],
    });
  });
});
