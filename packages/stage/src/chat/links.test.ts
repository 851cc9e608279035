import { describe, expect, it } from 'vitest';
import { piecesOf } from './links.js';

const found = (text: string) => piecesOf(text).flatMap(({ href }) => href ?? []);

describe('addresses in what somebody wrote', () => {
  it('are found, and all else stays as it is', () => {
    expect(piecesOf('See https://example.com/a?b=1#c, please')).toEqual([
      { text: 'See ', href: null },
      { text: 'https://example.com/a?b=1#c', href: 'https://example.com/a?b=1#c' },
      { text: ', please', href: null },
    ]);
    expect(piecesOf('no address')).toEqual([{ text: 'no address', href: null }]);
    expect(piecesOf('')).toEqual([]);
  });

  it('end before the end of a sentence, and keep a bracket that is theirs', () => {
    expect(found('(https://example.com/a).')).toEqual(['https://example.com/a']);
    expect(found('https://en.example.org/wiki/A_(b)!')).toEqual(['https://en.example.org/wiki/A_(b)']);
    expect(found('看 https://example.com。')).toEqual(['https://example.com/']);
  });

  it('are of the web alone: nothing that would run', () => {
    const bad = [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'vbscript:x',
      'https://',
      'ftp://example.com',
    ];
    expect(bad.flatMap(found)).toEqual([]);
  });

  it('lose nothing of the text', () => {
    const text = 'a https://x.example b http://y.example/?q="z" c';
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});
