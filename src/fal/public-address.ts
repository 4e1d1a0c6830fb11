import ipaddr from 'ipaddr.js';

const CLOSED_NAMES = /(^|\.)(localhost|local|internal|lan|home|intranet)$/i;
/** What is handed out on the internet today (https://www.iana.org/assignments/ipv6-address-space). */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3');
/** IPv4 as seen from a network that has IPv6 alone (RFC 6052): the address is in the last four bytes. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

/**
 * Whether an IP address belongs to the internet at large: not to this machine, its neighbours, a tunnel, a multicast
 * group or a documentation range. IPv4 in IPv6 clothes counts as the IPv4 that it leads to.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = undressed(ipaddr.parse(text));
  return address.range() === 'unicast' && (address.kind() === 'ipv4' || address.match(GLOBAL_V6));
}

function undressed(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.match(NAT64) ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : address;
}

/** The IP address that the host name of a URL is, without brackets; null where it is a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

/**
 * Why a server on the internet cannot fetch this address, as the end of a sentence, or null where it may try. It judges
 * by the address alone; what a name resolves to is the fetcher's to check.
 */
export function refuseAddress(text: string): string | null {
  if (!URL.canParse(text)) return 'is no web address';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'does not begin with https://';
  if (url.username !== '' || url.password !== '') return 'holds a user name or a password';
  const literal = literalAddress(url.hostname);
  // “localhost.” is the same name, written in full.
  const name = url.hostname.replace(/\.$/, '');
  const isClosed =
    literal === null ? CLOSED_NAMES.test(name) || !name.includes('.') : !isPublicAddress(literal);
  return isClosed ? 'leads to a private network, which the provider cannot reach' : null;
}
