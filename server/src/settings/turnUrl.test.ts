import { describe, expect, it } from 'vitest';
import { parseTurnUrl } from './turnUrl.js';

describe('a TURN address', () => {
  it('says where, and over what', () => {
    const host = 'turn.example.com';
    expect(parseTurnUrl(`turn:${host}`)).toEqual({ transport: 'udp', host, port: 3478 });
    expect(parseTurnUrl(`turn:${host}:80?transport=udp`)).toEqual({ transport: 'udp', host, port: 80 });
    expect(parseTurnUrl(`turn:${host}?transport=tcp`)).toEqual({ transport: 'tcp', host, port: 3478 });
    expect(parseTurnUrl(`turns:${host}`)).toEqual({ transport: 'tls', host, port: 5349 });
    expect(parseTurnUrl(`turns:${host}:443?transport=tcp`)).toEqual({ transport: 'tls', host, port: 443 });
    expect(parseTurnUrl('turn:203.0.113.7:3478')).toMatchObject({ host: '203.0.113.7' });
    expect(parseTurnUrl('turn:[2001:db8::7]:65535')).toEqual({ transport: 'udp', host: '2001:db8::7', port: 65_535 });
  });

  it('is nothing that a browser refuses, or leaves out without a word', () => {
    const bad = [
      'stun:a.example',
      'turn:',
      'turn://a.example',
      'turn:a.example:0',
      'turn:a.example:65536',
      'turn:a.example:x',
      'turn:a.example?transport=sctp',
      'turn:a.example?x=1',
      'turns:a.example?transport=udp',
      'turn:ann@a.example',
      'turn:a example',
      'turn:a.example/path',
      'turn:-a.example',
      'turn:a..example',
      'turn:999.1.1.1',
      'turn:1.2.3',
      'turn:[::g]',
      'turn:[1.2.3.4]',
      'turn:2001:db8::7',
    ];
    for (const url of bad) expect(parseTurnUrl(url), url).toBeNull();
  });
});
