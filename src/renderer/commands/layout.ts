import type { Edit } from '../../engine/edits.ts';
import type { Position, Rect, Workflow } from '../../engine/workflow.ts';
import { boundsOf, grown, holds } from '../geometry/rect.ts';
import { rectOfNode } from '../geometry/rect-of-node.ts';
import { reroutesOf, withReroutes } from '../geometry/reroutes.ts';
import { frameNodes } from '../stage/view-moves.ts';
import { activeWorkflow } from '../state/document-store.ts';
import { type Command, NO_KEYS, type Shortcuts } from './command.ts';
import type { Editor } from './editor.ts';
import { layOut } from './layout-auto.ts';

type Placed = Rect & { readonly id: string };

function selectedRects(workflow: Workflow, ids: ReadonlySet<string>): Placed[] {
  return [...ids].flatMap((id) => {
    const rect = rectOfNode(workflow, id);
    return rect ? [{ ...rect, id }] : [];
  });
}

/** New positions that align rectangles at an edge or a middle. */
export function aligned(rects: readonly Placed[], how: keyof typeof ALIGN): Map<string, Position> {
  const places = new Map<string, Position>();
  for (const rect of rects) places.set(rect.id, ALIGN[how](rect, rects));
  return places;
}

const left = (rects: readonly Rect[]) => Math.min(...rects.map(({ x }) => x));
const right = (rects: readonly Rect[]) => Math.max(...rects.map(({ x, width }) => x + width));
const top = (rects: readonly Rect[]) => Math.min(...rects.map(({ y }) => y));
const bottom = (rects: readonly Rect[]) => Math.max(...rects.map(({ y, height }) => y + height));

const ALIGN = {
  left: (rect: Rect, all: readonly Rect[]) => ({ x: left(all), y: rect.y }),
  center: (rect: Rect, all: readonly Rect[]) => ({
    x: Math.round((left(all) + right(all) - rect.width) / 2),
    y: rect.y,
  }),
  right: (rect: Rect, all: readonly Rect[]) => ({ x: right(all) - rect.width, y: rect.y }),
  top: (rect: Rect, all: readonly Rect[]) => ({ x: rect.x, y: top(all) }),
  middle: (rect: Rect, all: readonly Rect[]) => ({
    x: rect.x,
    y: Math.round((top(all) + bottom(all) - rect.height) / 2),
  }),
  bottom: (rect: Rect, all: readonly Rect[]) => ({ x: rect.x, y: bottom(all) - rect.height }),
} as const;

/** New positions with equal gaps between rectangles, the outermost staying where they are. */
export function distributed(rects: readonly Placed[], axis: 'x' | 'y'): Map<string, Position> {
  const side = axis === 'x' ? 'width' : 'height';
  const sorted = [...rects].sort((a, b) => a[axis] - b[axis]);
  const places = new Map<string, Position>();
  const first = sorted[0];
  const last = sorted.at(-1);
  if (!first || !last) return places;
  const filled = sorted.reduce((sum, rect) => sum + rect[side], 0);
  const gap = (last[axis] + last[side] - first[axis] - filled) / Math.max(1, sorted.length - 1);
  let at = first[axis];
  for (const rect of sorted) {
    places.set(rect.id, { x: rect.x, y: rect.y, [axis]: Math.round(at) });
    at += rect[side] + gap;
  }
  return places;
}

function moveEdits(workflow: Workflow, places: ReadonlyMap<string, Position>): Edit[] {
  const edits: Edit[] = [];
  for (const [node, to] of places) {
    const now = workflow.nodes.get(node)?.position;
    if (now && (now.x !== to.x || now.y !== to.y)) edits.push({ kind: 'move', node, to });
  }
  return edits;
}

function moveAll({ documents }: Editor, places: ReadonlyMap<string, Position>, label: string): void {
  const workflow = activeWorkflow(documents.getState());
  const edits = workflow ? moveEdits(workflow, places) : [];
  if (edits.length > 0) documents.getState().edit({ kind: 'batch', edits }, label);
}

/** Reroutes led around what stood there before; edges of arranged nodes run straight again. */
function straightened(workflow: Workflow, ids: ReadonlySet<string>): Edit[] {
  const edits: Edit[] = [];
  workflow.edges.forEach((edge) => {
    const isArranged = ids.has(edge.from.node) && ids.has(edge.to.node);
    if (isArranged && reroutesOf(edge).length > 0)
      edits.push({ kind: 'set-edge', edge: withReroutes(edge, []) });
  });
  return edits;
}

/** Groups follow the nodes that lay in them. */
function regrouped(workflow: Workflow, places: ReadonlyMap<string, Position>): Edit[] {
  const edits: Edit[] = [];
  for (const group of workflow.groups) {
    const rects: Rect[] = [];
    workflow.nodes.forEach(({ id }) => {
      const rect = rectOfNode(workflow, id);
      if (rect && holds(group.rect, rect)) rects.push({ ...rect, ...places.get(id) });
    });
    const bounds = boundsOf(rects);
    if (!bounds) continue;
    const rect = grown(bounds, GROUP_PADDING);
    const isSame = holds(rect, group.rect) && holds(group.rect, rect);
    if (!isSame) edits.push({ kind: 'set-group', group: { ...group, rect } });
  }
  return edits;
}

/** Room between a group's frame and what is in it. */
export const GROUP_PADDING = 24;

const hasSeveral = (count: number) => (editor: Editor) =>
  editor.views.getState().selection.nodes.size >= count;

function alignCommand(how: keyof typeof ALIGN, label: string, shortcuts: Shortcuts): Command {
  return {
    id: `layout.align-${how}`,
    label,
    category: 'Node',
    menuGroup: 4,
    shortcuts,
    words: 'arrange tidy line up',
    isEnabled: hasSeveral(2),
    run(editor) {
      const workflow = activeWorkflow(editor.documents.getState());
      if (!workflow) return;
      const rects = selectedRects(workflow, editor.views.getState().selection.nodes);
      moveAll(editor, aligned(rects, how), label);
    },
  };
}

function distributeCommand(axis: 'x' | 'y', label: string): Command {
  return {
    id: `layout.distribute-${axis}`,
    label,
    category: 'Node',
    menuGroup: 4,
    shortcuts: NO_KEYS,
    words: 'arrange tidy space evenly',
    isEnabled: hasSeveral(3),
    run(editor) {
      const workflow = activeWorkflow(editor.documents.getState());
      if (!workflow) return;
      const rects = selectedRects(workflow, editor.views.getState().selection.nodes);
      moveAll(editor, distributed(rects, axis), label);
    },
  };
}

/** Lays out the selection when several nodes are selected, else everything. One step of undo. */
async function autoLayout(editor: Editor): Promise<void> {
  const workflow = activeWorkflow(editor.documents.getState());
  if (!workflow) return;
  const { nodes } = editor.views.getState().selection;
  const ids = nodes.size > 1 ? nodes : new Set(workflow.nodes.toArray().map(({ id }) => id));
  const places = await layOut(workflow, ids);
  const now = activeWorkflow(editor.documents.getState());
  if (now?.id !== workflow.id) return;
  const edits = [...moveEdits(now, places), ...straightened(now, ids), ...regrouped(now, places)];
  if (edits.length > 0) editor.documents.getState().edit({ kind: 'batch', edits }, 'Arrange');
  if (nodes.size <= 1) frameNodes(null);
}

/** Align, distribute, arrange. */
export const layoutCommands: readonly Command[] = [
  alignCommand('left', 'Align left', NO_KEYS),
  alignCommand('center', 'Align centers', NO_KEYS),
  alignCommand('right', 'Align right', NO_KEYS),
  alignCommand('top', 'Align top', NO_KEYS),
  alignCommand('middle', 'Align middles', NO_KEYS),
  alignCommand('bottom', 'Align bottom', NO_KEYS),
  distributeCommand('x', 'Distribute horizontally'),
  distributeCommand('y', 'Distribute vertically'),
  {
    id: 'layout.auto',
    label: 'Arrange automatically',
    category: 'Node',
    menuGroup: 4,
    shortcuts: { comfyui: ['Ctrl+Shift+F'], blender: ['Ctrl+Shift+F'] },
    words: 'auto layout tidy clean up organize',
    isEnabled: ({ documents }) => (activeWorkflow(documents.getState())?.nodes.size ?? 0) > 1,
    run: autoLayout,
  },
];
