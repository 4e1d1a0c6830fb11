import { splitShot } from '../../documents/split-shot.ts';
import { applyEdit, type Edit } from '../../engine/edits.ts';
import type { Fix, VideoValue } from '../../engine/value.ts';
import { boundsOf } from '../geometry/rect.ts';
import { rectOfNode } from '../geometry/rect-of-node.ts';
import { cellPlan } from '../state/cell-values.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { notifyDone, notifyProblem } from '../state/notify.ts';
import { registry } from '../state/registry.ts';
import { NO_RUN, runStore } from '../state/run-store.ts';
import { declaredParam, paramEdit } from './set-param.ts';

/** Does what a problem's button offers, as one step of undo. */
export function applyFix(fix: Fix): void {
  const { activeId, edit } = documentStore.getState();
  const workflow = activeWorkflow(documentStore.getState());
  if (!workflow || activeId === null) return;
  const edits: Edit[] = fix.sets.map(({ nodeId, param, value }) =>
    paramEdit(nodeId, param, value, declaredParam(workflow, registry, nodeId, param)),
  );
  if (!fix.split) {
    edit({ kind: 'batch', edits }, fix.label);
    return;
  }
  const set = edits.reduce((grown, one) => applyEdit(grown, one).workflow, workflow);
  const partFrames = Number(fix.sets.find(({ param }) => param === 'num_frames')?.value);
  const run = runStore.getState().byTab[activeId] ?? NO_RUN;
  const clipOfNode = (id: string) => (cellPlan(run, id)?.forecast?.video as VideoValue | undefined) ?? null;
  const heightPxOf = (ids: ReadonlySet<string>) =>
    boundsOf([...ids].map((id) => rectOfNode(set, id)).filter((rect) => rect !== null))?.height ?? 0;
  const split = splitShot(set, fix.split, partFrames, { registry, clipOfNode, heightPxOf });
  if (!split.ok) {
    notifyProblem(split);
    return;
  }
  edit({ kind: 'batch', edits: [...edits, ...split.edits] }, 'Split the shot');
  const { partCount } = fix.split;
  const overlap = split.overlapFrames > 0 ? ` Neighbours overlap by ${split.overlapFrames} frames.` : '';
  notifyDone(`The shot is split into ${partCount} parts of ${partFrames} frames.`, {
    description: `Each part is a job of its own.${overlap}${split.lostAnchors ? ' Stills stay with the first part: connect one to each other part, e.g. the last frame of the take before.' : ''}`,
  });
}
