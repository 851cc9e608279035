import { describe, expect, it } from 'vitest';
import { cleanName, cleanType } from './cleanName.js';

describe('the name of a file that a stranger sends', () => {
  it('loses folders, hidden beginnings and what deceives', () => {
    expect(
      [
        '../../etc/passwd',
        '..\\..\\boot.ini',
        '/',
        '..',
        '.bashrc',
        'C:\\x\\bill.pdf',
        'a\u0000b.txt',
        'gpj.\u202eexe',
        ' x. ',
      ].map(cleanName),
    ).toEqual(['passwd', 'boot.ini', 'file', 'file', 'bashrc', 'bill.pdf', 'ab.txt', 'gpj.exe', 'x']);
    expect(cleanName('面单 – Grüße 👋.pdf')).toBe('面单 – Grüße 👋.pdf');
    expect(cleanName('\ud800.txt')).toBe('\ufffd.txt');
  });

  it('has a length that disks take, and keeps its end', () => {
    const name = cleanName(`${'x'.repeat(400)}.pdf`);
    expect([name.length, name.endsWith('x.pdf')]).toEqual([255, true]);
    expect(cleanName('👋'.repeat(200)).isWellFormed()).toBe(true);
  });

  it('has a type only if it looks like one', () => {
    expect(['image/PNG', 'text/html; charset=x', '', 'x', 'a/b\r\nset-cookie: x'].map(cleanType)).toEqual([
      'image/png',
      '',
      '',
      '',
      '',
    ]);
  });
});
