import type { MediaAt } from '../../documents/missing-media.ts';
import type { Edit } from '../../engine/edits.ts';
import { notifyDone } from '../state/notify.ts';
import type { Editor } from './editor.ts';
import { refreshAssets } from './refresh-host.ts';

/** Files of the user, each for the param that should take it. */
export type LinkPairs = readonly { readonly at: MediaAt; readonly file: File }[];

/** Puts files in the place of those that can't be read, as one step of undo. Tells what could not be used. */
export async function linkMedia(
  editor: Editor,
  pairs: LinkPairs,
): Promise<{ readonly linkedCount: number; readonly trouble: string | null }> {
  const edits: Edit[] = [];
  let trouble: string | null = null;
  for (const { at, file } of pairs) {
    const answer = await editor.client.upload(file);
    const problem = answer.ok ? answer.value.problem : answer.problem;
    if (!answer.ok || problem) {
      trouble = `“${file.name}” can't be used. ${problem?.message ?? ''} ${problem?.fix ?? ''}`;
      continue;
    }
    const { hash, name } = answer.value.asset;
    edits.push({ kind: 'set-param', node: at.nodeId, param: at.param, value: { asset: hash, name } });
  }
  if (edits.length > 0) {
    editor.documents.getState().edit({ kind: 'batch', edits }, 'Relink media');
    notifyDone(edits.length === 1 ? 'The file is linked again.' : `${edits.length} files are linked again.`);
    void refreshAssets(editor);
  }
  return { linkedCount: edits.length, trouble };
}
