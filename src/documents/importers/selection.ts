import { parseClip } from '../clip.ts';
import type { Importer } from './importer.ts';

/** What was copied in an editor. */
export const selectionImporter: Importer = {
  recognises: (text) => parseClip(text) !== null,
  read: async (text) => ({ ok: true, clip: parseClip(text)!, what: 'A selection', left: [] }),
};
