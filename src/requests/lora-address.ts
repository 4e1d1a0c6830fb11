import type { Finding } from '../engine/finding.ts';
import type { MediaFact } from '../engine/media-ref.ts';
import { MAX_LORA_BYTES } from '../fal/lora-presets.ts';
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

/** What keeps a file of this machine from being used as an adapter; empty where nothing does. */
export function checkLoraFile(file: MediaFact & { readonly ok: true }, param: string): Finding[] {
  if (file.kind !== 'weights' || file.sizeBytes <= MAX_LORA_BYTES) return [];
  const sizeGb = (file.sizeBytes / 1e9).toFixed(2);
  return [
    {
      severity: 'error',
      code: 'bad-media',
      param,
      message: `“${file.name}” has ${sizeGb} GB; an adapter may have ${MAX_LORA_BYTES / 1e9} GB.`,
      fix: 'Use a LoRA of a lower rank, or prune it.',
    },
  ];
}
