import { describe, expect, it } from 'vitest';
import { clientAddressOf } from './clientAddress.js';

describe('whose request it is', () => {
  it('without trusted proxies: the connection’s, whatever the header says', () => {
    const addressOf = clientAddressOf([]);
    expect(addressOf('203.0.113.7', undefined)).toBe('203.0.113.7');
    expect(addressOf('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
    expect(addressOf('::ffff:203.0.113.7', undefined)).toBe('203.0.113.7');
    expect(addressOf('2001:db8::1', '198.51.100.1')).toBe('2001:db8:0:0::/64');
  });

  it('behind trusted ones: the last address that is not theirs', () => {
    const addressOf = clientAddressOf(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);
    expect(addressOf('127.0.0.1', '198.51.100.1')).toBe('198.51.100.1');
    expect(addressOf('::ffff:127.0.0.1', 'evil, 198.51.100.1')).toBe('198.51.100.1');
    expect(addressOf('127.0.0.1', '198.51.100.9, 198.51.100.1, 10.1.2.3')).toBe('198.51.100.1');
    expect(addressOf('fd00::5', '2001:db8::2,10.0.0.1')).toBe('2001:db8:0:0::/64');
    expect(addressOf('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
  });

  it('of IPv6: the network that somebody has as a whole, however it is written', () => {
    const addressOf = clientAddressOf([]);
    const same = [
      '2001:db8:1:2::1',
      '2001:db8:1:2:ffff:ffff:ffff:ffff',
      '2001:0DB8:0001:0002::',
      '2001:db8:1:2::10.0.0.1',
    ];
    for (const each of same) expect(addressOf(each, undefined), each).toBe('2001:db8:1:2::/64');
    expect(addressOf('2001:db8:1:3::1', undefined)).toBe('2001:db8:1:3::/64');
    expect(addressOf('::1', undefined)).toBe('0:0:0:0::/64');
    expect(addressOf('fe80::1%eth0', undefined)).toBe('fe80:0:0:0::/64');
    expect(addressOf('1:2:3:4:5:6:7::', undefined)).toBe('1:2:3:4::/64');
  });

  it('with a header that holds no address: the last one that is sure', () => {
    const addressOf = clientAddressOf(['127.0.0.1']);
    for (const header of [undefined, '', ' ', 'unknown', ',', '198.51.100.1, nonsense', '999.1.1.1', '127.0.0.1']) {
      expect(addressOf('127.0.0.1', header), header).toBe('127.0.0.1');
    }
  });
});
