/** The scheme under which the shell serves the editor and its API. */
export const SCHEME = 'blockout';
export const ORIGIN = `${SCHEME}://app`;

/** Whether an address belongs to the editor itself. */
export function isOwnAddress(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return protocol === `${SCHEME}:` && host === 'app';
  } catch {
    return false;
  }
}
