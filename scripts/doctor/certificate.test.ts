import { expect, test } from 'vitest';
import { judge } from './certificate.js';
import { table } from './Finding.js';
import { checkNode } from './machine.js';

const NOW = Date.parse('2026-11-24T00:00:00Z');
const until = (days: number) => new Date(NOW + days * 86_400_000).toUTCString();

test('a certificate is good while it is believed and not about to end', () => {
  const look = (days: number, problem: string | null = null) =>
    judge('certificate', 'a.example', { validTo: until(days), problem }, NOW);
  expect(look(60)).toEqual({ check: 'certificate', outcome: 'good', saw: 'good for a.example, for 60 more days' });
  expect(look(14).outcome).toBe('good');
  expect(look(13)).toMatchObject({ outcome: 'bad', saw: 'ends in 13 days' });
  expect(look(-1)).toMatchObject({ outcome: 'bad', saw: `expired on ${until(-1)}` });
  expect(look(60, 'not believed: X')).toMatchObject({ outcome: 'bad', saw: 'not believed: X' });
});

test('the table has a line for each finding, and below what is bad what to do', () => {
  const findings = [
    checkNode('20.19.0'),
    checkNode('18.20.0'),
    { check: 'TURN', outcome: 'skipped', saw: 'not set' },
  ] as const;
  expect(table(findings).split('\n')).toEqual([
    '✓ Node  20.19.0',
    '✗ Node  18.20.0',
    '        → Install Node 20.19 or newer.',
    '– TURN  not set',
    '',
    'One thing is wrong.',
  ]);
  expect(table([])).toContain('Nothing is wrong.');
});
