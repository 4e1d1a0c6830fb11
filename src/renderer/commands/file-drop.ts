import { isWorkflowText } from '../../documents/importers/workflow.ts';
import type { Position } from '../../engine/workflow.ts';
import { describeForeign } from '../../formats/describe-foreign.ts';
import type { Asset } from '../../host/assets/asset-store.ts';
import { notifyNote, notifyProblem } from '../state/notify.ts';
import { sessionStore } from '../state/session-store.ts';
import type { Editor } from './editor.ts';
import { openText } from './file-open.ts';
import { sortOf } from './file-sort.ts';
import { addNode } from './node-add.ts';
import { pasteJob, pasteText } from './paste-text.ts';
import { refreshAssets } from './refresh-host.ts';

/** Distance between the nodes of files that were dropped together, in flow px. */
const STEP_PX = 40;
/** From the node of a take down to the nodes that made it. */
const TAKE_GAP_PX = 320;
const MAX_JSON_BYTES = 48e6;
const MAX_CODE_BYTES = 1e6;

/** Takes in files that were dropped or chosen: clips and images become nodes, workflows open; all else is answered. */
export async function takeFiles(editor: Editor, files: readonly File[], at: Position): Promise<void> {
  let place = 0;
  for (const file of files) {
    const where = { x: at.x + STEP_PX * place, y: at.y + STEP_PX * place };
    const sort = await sortOf(file);
    if (typeof sort === 'object') {
      const { what, fix } = describeForeign(sort, file.name);
      refuse(file, `${what}.`, fix);
      continue;
    }
    switch (sort) {
      case 'json':
        if (file.size > MAX_JSON_BYTES)
          refuse(file, 'is too large for a workflow.', 'Choose a workflow file.');
        else await takeJson(editor, file, where);
        break;
      case 'code':
        if (file.size > MAX_CODE_BYTES)
          refuse(file, 'is too large for a script.', 'Drop a script that sends one request.');
        else await takeCode(file, where);
        break;
      case 'media':
        if (await takeMedia(editor, file, where)) place++;
        break;
      case 'scene':
        refuse(
          file,
          'is a 3D scene, which Blockout does not render.',
          'Render a playblast of it (MP4, MOV or WebM) and drop that.',
        );
        break;
      case 'archive':
        refuse(file, 'is an archive.', 'Unpack it and drop the clips or images.');
        break;
      case 'other':
        refuseUseless(file);
        break;
    }
  }
}

/** Puts a node for this asset on the canvas. Null where the asset is none that a node takes. */
export function addMediaNode(asset: Asset, at: Position): string | null {
  const ref = { asset: asset.hash, name: asset.name };
  switch (asset.info?.kind) {
    case 'video':
      return addNode('video-input', at, { clip: ref });
    case 'image':
      return addNode('image-input', at, { image: ref });
    case 'weights':
      return addNode('lora', at, { file: ref });
    case undefined:
      notifyProblem({
        message: `“${asset.name}” is neither a clip nor an image.`,
        fix: 'Choose another asset.',
      });
      return null;
  }
}

async function takeCode(file: File, at: Position): Promise<void> {
  if (!(await pasteText(await file.text(), at))) refuseUseless(file);
}

async function takeJson(editor: Editor, file: File, at: Position): Promise<void> {
  const text = await file.text();
  // A workflow gets a tab of its own; whatever else nodes can be made of joins the open one.
  if (isWorkflowText(text) || !(await pasteText(text, at))) openText(editor, text, file.name);
}

async function takeMedia(editor: Editor, file: File, at: Position): Promise<boolean> {
  const uploading = (names: (before: readonly string[]) => readonly string[]) =>
    sessionStore.setState((state) => ({ uploading: names(state.uploading) }));
  uploading((names) => [...names, file.name]);
  const answer = await editor.client.upload(file);
  uploading((names) => names.toSpliced(names.indexOf(file.name), 1));
  if (!answer.ok) {
    notifyProblem({ ...answer.problem, message: `“${file.name}” was not added. ${answer.problem.message}` });
    return false;
  }
  const { asset, problem } = answer.value;
  if (problem) {
    notifyProblem({ message: `“${file.name}” can't be used. ${problem.message}`, fix: problem.fix });
    return false;
  }
  void refreshAssets(editor);
  const id = addMediaNode(asset, at);
  if (id !== null) tellTake(editor, asset, at);
  return id !== null;
}

/** A take that comes back can bring the nodes that made it. */
function tellTake(editor: Editor, asset: Asset, at: Position): void {
  const job = editor.host.getState().jobs.find((one) => one.asset === asset.hash);
  if (!job) return;
  notifyNote(`“${asset.name}” is a take of “${job.workflowName}”.`, {
    action: {
      label: 'Add its nodes',
      onClick: () => pasteJob(job, { x: at.x, y: at.y + TAKE_GAP_PX }),
    },
  });
}

function refuseUseless(file: File): void {
  refuse(
    file,
    'is nothing that Blockout can use.',
    'Drop a clip (MP4, MOV, WebM, MKV), an image, a LoRA (.safetensors), a workflow (JSON) or a script.',
  );
}

function refuse(file: File, what: string, fix: string): void {
  notifyProblem({ message: `“${file.name}” ${what}`, fix });
}
