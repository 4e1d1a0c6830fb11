import { parseClip } from '../clip.ts';
import type { Importer } from './importer.ts';

/** What was copied in an editor. */
export const importSelection: Importer = async (text) => {
  const clip = parseClip(text);
  return clip && { ok: true, clip, what: 'A selection', left: [] };
};
