import { BlockList, isIP } from 'node:net';

/**
 * Who is really asking, for limits by address: the connection's address, or, behind proxies that the operator trusts, the
 * last address in `X-Forwarded-For` that is not one of them. What anyone else writes there is not believed. Of an IPv6 address
 * it is the network, `2001:db8:0:0::/64`: whoever has one has all of it (RFC 6177).
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
    return networkOf(address);
  };
}

/** An IPv4 address is its own. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [front = '', back] = address.replace(/%.*$/, '').split('::');
  const groups = groupsOf(front);
  // The zeros for which `::` stands.
  const rest = back === undefined ? [] : groupsOf(back);
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => 0);
  const network = [...groups, ...zeros, ...rest].slice(0, 4).map((each) => each.toString(16));
  return `${network.join(':')}::/64`;
}

/** What is written as IPv4 is the last two groups; whatever they are, they are not of the network. */
function groupsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((each) => (each.includes('.') ? [0, 0] : [Number.parseInt(each, 16)]));
}

/** An IPv4 address that arrives mapped into IPv6 is the same address. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
