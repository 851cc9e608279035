import { describe, expect, it } from 'vitest';
import { ATTRIBUTES, decodeAddress, decodeAnswer, encodeAddress, encodeRequest, longTermKey } from './stunMessage.js';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const TRANSACTION = hex('b7e7a701bc34d686fa87dfae');

describe('STUN messages', () => {
  it('are signed as RFC 5769, 2.4 has it', () => {
    const username = '\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9';
    const realm = 'example.org';
    const request = encodeRequest(
      'binding',
      hex('78ad3433c6ad72c029da412e'),
      [
        [ATTRIBUTES.username, Buffer.from(username)],
        [ATTRIBUTES.nonce, Buffer.from('f//499k954d6OL34oL9FSTvy64sA')],
        [ATTRIBUTES.realm, Buffer.from(realm)],
      ],
      longTermKey(username, realm, 'TheMatrIX'),
    );
    expect(request.toString('hex')).toBe(
      hex(`00010060 2112a442 78ad3433 c6ad72c0 29da412e
        00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000
        0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341
        0014000b 6578616d 706c652e 6f726700
        00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666`).toString('hex'),
    );
  });

  it('are read as RFC 5769, 2.2 and 2.3 have them', () => {
    const answers = [
      ['00080001 a147e112 a643', '192.0.2.1'],
      ['00140002 a147 0113 a9fa a5d3 f179 bc25 f4b5 bed2 b9d9', '2001:db8:1234:5678:11:2233:4455:6677'],
    ] as const;
    for (const [mapped, address] of answers) {
      const attribute = hex(`0020 ${mapped}`);
      // The vectors have port 32853.
      const answer = decodeAnswer(
        Buffer.concat([
          hex(`0101 00${attribute.length.toString(16).padStart(2, '0')} 2112a442`),
          TRANSACTION,
          attribute,
        ]),
      );
      expect(answer).toMatchObject({ transaction: TRANSACTION.toString('hex'), error: 0 });
      const value = answer?.attributes.get(ATTRIBUTES.mappedAddress) ?? Buffer.alloc(0);
      expect(decodeAddress(value, TRANSACTION)).toEqual({ address, port: 32853 });
    }
  });

  it('carry addresses of both kinds, in whatever way they are written', () => {
    const there = (address: string) => decodeAddress(encodeAddress(address, 443, TRANSACTION), TRANSACTION).address;
    expect(there('203.0.113.7')).toBe('203.0.113.7');
    expect(there('2001:DB8:0::7')).toBe('2001:db8::7');
    expect(there('::')).toBe('::');
    expect(there('::ffff:127.0.0.1')).toBe('::ffff:7f00:1');
    expect(there('64:ff9b::10.0.0.1')).toBe('64:ff9b::a00:1');
  });

  it('say why not', () => {
    const words = Buffer.from('Forbidden IP');
    const error = Buffer.concat([hex('0009 0010 0000 0403'), words]);
    const answer = decodeAnswer(Buffer.concat([hex('0118 0014 2112a442'), TRANSACTION, error]));
    expect(answer).toMatchObject({ error: 403, reason: 'Forbidden IP' });
  });

  it('that are none, or broken, are nothing', () => {
    const head = (type: string, length: string) => Buffer.concat([hex(`${type} ${length} 2112a442`), TRANSACTION]);
    const bad = [
      Buffer.alloc(0),
      Buffer.from('HTTP/1.1 400 Bad Request'),
      head('0101', '0008'),
      head('0001', '0000'),
      head('0111', '0000'),
      Buffer.concat([head('0101', '0008'), hex('0020 ffff 0001 a147')]),
      Buffer.concat([head('0111', '0004'), hex('0009 0000')]),
    ];
    for (const message of bad) expect(decodeAnswer(message)).toBeNull();
  });
});
