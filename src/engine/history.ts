import { applyEdit, type Edit } from './edits.ts';
import type { Workflow } from './workflow.ts';

/** One step of undo: the edit that takes it back, and what it was. */
interface Step {
  readonly label: string;
  /** Edits with the same key in a row are one gesture and undo as one. */
  readonly gesture: string | undefined;
  readonly back: Edit;
  readonly rest: Step | null;
  readonly depth: number;
}

/** Undo and redo as two linked lists of inverse edits; an edit adds one link and copies nothing. */
export interface History {
  readonly past: Step | null;
  readonly future: Step | null;
}

export interface Versioned {
  readonly workflow: Workflow;
  readonly history: History;
}

export const EMPTY_HISTORY: History = { past: null, future: null };

/** Applies an edit as a new step of undo, or as more of the running gesture. */
export function commit(
  { workflow, history }: Versioned,
  edit: Edit,
  label: string,
  gesture?: string,
): Versioned {
  const applied = applyEdit(workflow, edit);
  const last = history.past;
  const continues =
    gesture !== undefined && last !== null && last.gesture === gesture && history.future === null;
  const past: Step = continues
    ? { ...last, back: joinInverses(applied.inverse, last.back) }
    : { label, gesture, back: applied.inverse, rest: last, depth: (last?.depth ?? 0) + 1 };
  return { workflow: applied.workflow, history: { past, future: null } };
}

/** Ends a gesture: the next edit is a step of its own even with the same key. */
export function endGesture(history: History): History {
  return history.past?.gesture === undefined
    ? history
    : { ...history, past: { ...history.past, gesture: undefined } };
}

/** Takes back a gesture that is still going on, as if it had never begun: it is no step of undo or redo. */
export function abandonGesture(versioned: Versioned, gesture: string): Versioned {
  const { workflow, history } = versioned;
  const step = history.past;
  if (step?.gesture !== gesture) return versioned;
  return {
    workflow: applyEdit(workflow, step.back).workflow,
    history: { past: step.rest, future: null },
  };
}

/** Takes back the last step, or returns null when there is none. */
export function undo({ workflow, history }: Versioned): Versioned | null {
  const step = history.past;
  if (!step) return null;
  const applied = applyEdit(workflow, step.back);
  const future: Step = {
    ...step,
    back: applied.inverse,
    rest: history.future,
    depth: (history.future?.depth ?? 0) + 1,
  };
  return { workflow: applied.workflow, history: { past: step.rest, future } };
}

/** Does again what was last taken back, or returns null. */
export function redo({ workflow, history }: Versioned): Versioned | null {
  const step = history.future;
  if (!step) return null;
  const applied = applyEdit(workflow, step.back);
  const past: Step = {
    ...step,
    gesture: undefined,
    back: applied.inverse,
    rest: history.past,
    depth: (history.past?.depth ?? 0) + 1,
  };
  return { workflow: applied.workflow, history: { past, future: step.rest } };
}

/** Both inverses in order; repeated changes of the same thing keep only the oldest, so a long drag stays small. */
function joinInverses(newer: Edit, older: Edit): Edit {
  if (touchesSame(newer, older)) return older;
  const olderParts = older.kind === 'batch' ? older.edits : [older];
  const newerParts = newer.kind === 'batch' ? newer.edits : [newer];
  const needed = newerParts.filter((part) => !olderParts.some((other) => touchesSame(part, other)));
  return { kind: 'batch', edits: [...needed, ...olderParts] };
}

function touchesSame(a: Edit, b: Edit): boolean {
  if (a.kind === 'set-param' && b.kind === 'set-param') return a.node === b.node && a.param === b.param;
  if (a.kind === 'move' && b.kind === 'move') return a.node === b.node;
  if (a.kind === 'set-name' && b.kind === 'set-name') return true;
  if (a.kind === 'set-group' && b.kind === 'set-group') return a.group.id === b.group.id;
  if (a.kind === 'set-note' && b.kind === 'set-note') return a.note.id === b.note.id;
  return false;
}
