import type { Finding } from '../engine/define-node.ts';
import { refuseAddress } from '../fal/public-address.ts';

/** What keeps the provider from fetching an adapter from this address; empty where nothing does. */
export function checkLoraAddress(path: string, param: string): Finding[] {
  const error = (message: string, fix: string): Finding[] => [
    { severity: 'error', code: 'invalid-param', param, message, fix },
  ];
  if (path.trim() === '')
    return error('No adapter is chosen.', 'Paste the web address of a .safetensors file.');
  const refused = refuseAddress(path.trim());
  if (refused !== null)
    return error(
      `“${path}” ${refused}.`,
      'Use a public https address, e.g. of Hugging Face or fal’s storage.',
    );
  if (!new URL(path.trim()).pathname.toLowerCase().endsWith('.safetensors'))
    return error(
      `“${path}” is no .safetensors file.`,
      'Link to the file itself; on Hugging Face its address has “/resolve/” in it.',
    );
  return [];
}
