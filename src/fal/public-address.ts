/** IPv4 ranges that no server of the provider can reach: own, private, link-local, carrier, test and reserved ones. */
const CLOSED_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
const CLOSED_NAMES = /(^|\.)(localhost|local|internal|lan|home|intranet)$/i;

const numberOf = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function isClosedV4(address: string): boolean {
  const value = numberOf(address);
  return CLOSED_V4.some(([base, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(value / size) === Math.floor(numberOf(base) / size);
  });
}

/** Loopback, unspecified, unique-local, link-local, multicast and mapped IPv4 addresses; the rest is open. */
function isClosedV6(address: string): boolean {
  const mapped = /^::(?:ffff:)?(?:([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/.exec(address);
  if (mapped) {
    const [high, low] = [Number.parseInt(mapped[1]!, 16), Number.parseInt(mapped[2]!, 16)];
    return isClosedV4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
  }
  return /^(::1?$|f[cd]|fe[89ab]|ff)/.test(address);
}

/**
 * Why a server on the internet cannot fetch this address, as the end of a sentence, or null where it may try. It judges
 * by the address alone; what a name resolves to is the fetcher's to check.
 */
export function refuseAddress(text: string): string | null {
  if (!URL.canParse(text)) return 'is no web address';
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'does not begin with https://';
  if (username !== '' || password !== '') return 'holds a user name or a password';
  const isV6 = hostname.startsWith('[');
  const isV4 = /^\d+(\.\d+){3}$/.test(hostname);
  const isClosed = isV6
    ? isClosedV6(hostname.slice(1, -1))
    : isV4
      ? isClosedV4(hostname)
      : CLOSED_NAMES.test(hostname) || !hostname.includes('.');
  return isClosed ? 'leads to a private network, which the provider cannot reach' : null;
}
