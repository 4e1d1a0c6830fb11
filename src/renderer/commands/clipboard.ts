import { type Clip, clipCorner, clipOf, clipText, parseClip, pasteEdits } from '../../documents/clip.ts';
import type { Position } from '../../engine/workflow.ts';
import { currentStage } from '../stage/current-stage.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { viewStore } from '../state/view-store.ts';
import { type Command, sameKeys } from './command.ts';
import { removeSelection } from './edit-remove.ts';
import { snapped } from './node-add.ts';

/** What was copied last, for when the system clipboard may not be read. */
let kept: string | null = null;

function selectedClip(): Clip | null {
  const workflow = activeWorkflow(documentStore.getState());
  return workflow ? clipOf(workflow, viewStore.getState().selection) : null;
}

function hasSelection(): boolean {
  const { nodes, groups, notes } = viewStore.getState().selection;
  return nodes.size + groups.size + notes.size > 0;
}

/** Copies the selection as JSON text to the system clipboard. */
export async function copySelection(): Promise<boolean> {
  const clip = selectedClip();
  if (!clip) return false;
  kept = clipText(clip);
  await navigator.clipboard?.writeText(kept).catch(() => {});
  return true;
}

/** What was copied last in this window, for when the system clipboard has nothing better. */
export const keptClip = (): Clip | null => (kept === null ? null : parseClip(kept));

/** Puts a clip's top left corner at a place of the flow and selects what came. */
export function pasteClip(clip: Clip, at: Position, keepsInputs: boolean): void {
  const corner = clipCorner(clip);
  const place = snapped(at);
  putClip(clip, { x: place.x - corner.x, y: place.y - corner.y }, keepsInputs, 'Paste');
}

/** Duplicates the selection, moved by an offset; the copies keep what feeds them when asked. */
export function duplicateSelection(by: Position, gesture?: string, keepsInputs = true): void {
  const clip = selectedClip();
  if (clip) putClip(clip, by, keepsInputs, 'Duplicate', gesture);
}

function putClip(clip: Clip, by: Position, keepsInputs: boolean, label: string, gesture?: string): void {
  const workflow = activeWorkflow(documentStore.getState());
  if (!workflow) return;
  const { edits, selection } = pasteEdits(workflow, clip, by, keepsInputs);
  documentStore.getState().edit({ kind: 'batch', edits }, label, gesture);
  viewStore.getState().select(selection);
}

const OFFSET = { x: 24, y: 24 };

/** A duplicate goes beside what it was made from. */
function duplicate(keepsInputs: boolean): void {
  duplicateSelection(OFFSET, undefined, keepsInputs);
  currentStage()?.requestFrame();
}

export const copyCommands: readonly Command[] = [
  {
    id: 'edit.cut',
    label: 'Cut',
    category: 'Edit',
    menuGroup: 2,
    shortcuts: sameKeys('Ctrl+X'),
    isEnabled: hasSelection,
    run: async () => {
      if (await copySelection()) removeSelection(false, 'Cut');
    },
  },
  {
    id: 'edit.copy',
    label: 'Copy',
    category: 'Edit',
    menuGroup: 2,
    shortcuts: sameKeys('Ctrl+C'),
    isEnabled: hasSelection,
    run: async () => {
      await copySelection();
    },
  },
];

export const duplicateCommands: readonly Command[] = [
  {
    id: 'edit.duplicate',
    label: 'Duplicate',
    category: 'Edit',
    menuGroup: 2,
    shortcuts: { comfyui: ['Ctrl+D'], blender: ['Shift+D', 'Ctrl+D'] },
    isEnabled: hasSelection,
    run: () => duplicate(false),
  },
  {
    id: 'edit.duplicate-keeping-inputs',
    label: 'Duplicate keeping inputs',
    category: 'Edit',
    menuGroup: 2,
    shortcuts: sameKeys('Ctrl+Shift+D'),
    isEnabled: hasSelection,
    run: () => duplicate(true),
  },
];
