import { BlockList, isIP } from 'node:net';

/**
 * Who is really asking, for limits by address: the connection's address, or, behind proxies that the operator trusts, the
 * last address in `X-Forwarded-For` that is not one of them. What anyone else writes there is not believed.
 */
export function clientAddressOf(
  trusted: readonly string[],
): (remote: string, forwardedFor: string | undefined) => string {
  const proxies = new BlockList();
  for (const each of trusted) {
    const [address = '', prefix] = each.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(prefix), family);
  }
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (remote, forwardedFor) => {
    let address = plain(remote);
    for (const hop of (forwardedFor ?? '').split(',').reverse()) {
      const next = plain(hop.trim());
      if (!isTrusted(address) || isIP(next) === 0) break;
      address = next;
    }
    return address;
  };
}

/** An IPv4 address that arrives mapped into IPv6 is the same address. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
