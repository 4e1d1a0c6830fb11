import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress } from '../../fal/public-address.ts';

/** Why an address is not opened, as the end of a sentence. */
export class RefusedAddressError extends Error {}

/** Looks a host name up: every address it has. Rejects like `dns.lookup`. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** Opens connections to these addresses and to no others, whatever the name stands for by then. */
export type Dial = (addresses: readonly string[]) => buildConnector.connector;

/** Looks a host name up with the system's resolver. */
export const systemResolveHost: ResolveHost = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** Connects as Node does, with the answer of the lookup given beforehand. */
export const systemDial: Dial = (addresses) => {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const answer: LookupFunction = (_host, { all }, done) => {
    if (all) done(null, found);
    else done(null, found[0]!.address, found[0]!.family);
  };
  return buildConnector({ lookup: answer });
};

/** The public addresses of a host. Rejects with `RefusedAddressError` where one of them is not. */
export async function publicAddressesOf(host: string, resolve: ResolveHost): Promise<readonly string[]> {
  const addresses = isIP(host) ? [host] : await resolve(host);
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  if (!addresses.every(isPublicAddress)) throw new RefusedAddressError('it leads into a private network');
  return addresses;
}

/**
 * How connections are made: the name is looked up once, what it stands for is checked, and that is what is connected to.
 * A name that changes its mind between the check and the connection gains nothing.
 */
export function checkedConnect(resolve: ResolveHost, dial: Dial): buildConnector.connector {
  return (target, done) => {
    publicAddressesOf(target.hostname, resolve).then(
      (addresses) => dial(addresses)(target, done),
      (error: Error) => done(error, null),
    );
  };
}
