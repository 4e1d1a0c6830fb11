import { boundsOf, grown } from '../geometry/rect.ts';
import { rectOfNode } from '../geometry/rect-of-node.ts';
import { currentStage, placeForNew } from '../stage/current-stage.ts';
import { zoomBy, zoomTo } from '../stage/view-moves.ts';
import { openConnector } from '../state/connector-store.ts';
import { activeWorkflow } from '../state/document-store.ts';
import { findStore } from '../state/find-store.ts';
import { renaming } from '../state/renaming.ts';
import { openSearch } from '../state/search-store.ts';
import { inspectedNode } from '../state/view-store.ts';
import { type Command, NO_KEYS, sameKeys } from './command.ts';
import type { Editor } from './editor.ts';
import { GROUP_PADDING } from './layout.ts';
import { snapped } from './node-add.ts';
import { toggleCollapsed, toggleMode } from './node-edits.ts';

const hasNodes = ({ views }: Editor) => views.getState().selection.nodes.size > 0;
const hasOpen = ({ documents }: Editor) => documents.getState().activeId !== null;

/** Colours that a new group gets in turn. */
const GROUP_COLORS = ['#6aa9ff', '#7bd88f', '#e0c46c', '#c792ea', '#56d4dd', '#f0a35e'] as const;

function addGroup({ documents, views }: Editor): void {
  const workflow = activeWorkflow(documents.getState());
  if (!workflow) return;
  const rects = [...views.getState().selection.nodes].map((id) => rectOfNode(workflow, id));
  const bounds = boundsOf(rects.filter((rect) => rect !== null));
  const place = snapped(placeForNew());
  const rect = bounds ? grown(bounds, GROUP_PADDING) : { ...place, width: 480, height: 320 };
  const id = crypto.randomUUID();
  const color = GROUP_COLORS[workflow.groups.size % GROUP_COLORS.length]!;
  documents.getState().edit({ kind: 'set-group', group: { id, title: 'Group', rect, color } }, 'Group');
  views.getState().select({ groups: new Set([id]) });
  renaming.setState({ id });
}

function addNote({ documents, views }: Editor): void {
  const id = crypto.randomUUID();
  const rect = { ...snapped(placeForNew()), width: 240, height: 120 };
  documents.getState().edit({ kind: 'set-note', note: { id, text: '', rect } }, 'Add note');
  views.getState().select({ notes: new Set([id]) });
  renaming.setState({ id });
}

function searchAtPointer(): void {
  const stage = currentStage();
  if (!stage) return;
  const place = placeForNew();
  openSearch(stage.toClient(place), place);
}

/** Adding, naming and switching of nodes, and the view on them. */
export const nodeCommands: readonly Command[] = [
  {
    id: 'node.add',
    label: 'Add node…',
    category: 'Node',
    menuGroup: 1,
    shortcuts: sameKeys('Shift+A'),
    words: 'search new create insert',
    isEnabled: hasOpen,
    run: searchAtPointer,
  },
  {
    id: 'node.add-by-tab',
    label: 'Add node at the pointer…',
    category: 'Node',
    shortcuts: sameKeys('Tab'),
    isEnabled: (editor) => hasOpen(editor) && mayTakeTab(),
    run: searchAtPointer,
  },
  {
    id: 'node.connect',
    label: 'Connect…',
    category: 'Node',
    menuGroup: 1,
    shortcuts: { comfyui: ['C'], blender: ['J'] },
    words: 'edge wire link keyboard',
    isEnabled: ({ views }) => inspectedNode(views.getState()) !== null,
    run: ({ views }) => {
      const id = inspectedNode(views.getState());
      if (id !== null) openConnector(id);
    },
  },
  {
    id: 'node.rename',
    label: 'Rename',
    category: 'Node',
    menuGroup: 1,
    shortcuts: sameKeys('F2'),
    isEnabled: ({ views }) => {
      const { nodes, groups } = views.getState().selection;
      return nodes.size + groups.size === 1;
    },
    run: ({ views }) => {
      const { nodes, groups } = views.getState().selection;
      renaming.setState({ id: [...nodes, ...groups][0] ?? null });
    },
  },
  {
    id: 'node.bypass',
    label: 'Bypass',
    category: 'Node',
    menuGroup: 2,
    shortcuts: { comfyui: ['Ctrl+B'], blender: ['M', 'Ctrl+B'] },
    words: 'skip pass through disable',
    isEnabled: hasNodes,
    run: ({ views }) => toggleMode(views.getState().selection.nodes, 'bypass'),
  },
  {
    id: 'node.mute',
    label: 'Mute',
    category: 'Node',
    menuGroup: 2,
    shortcuts: { comfyui: ['Ctrl+M'], blender: ['Ctrl+M'] },
    words: 'disable never switch off',
    isEnabled: hasNodes,
    run: ({ views }) => toggleMode(views.getState().selection.nodes, 'mute'),
  },
  {
    id: 'node.collapse',
    label: 'Collapse',
    category: 'Node',
    menuGroup: 2,
    shortcuts: { comfyui: ['Alt+C'], blender: ['H', 'Alt+C'] },
    words: 'fold hide expand',
    isEnabled: hasNodes,
    run: ({ views }) => toggleCollapsed(views.getState().selection.nodes),
  },
  {
    id: 'node.group',
    label: 'Group',
    category: 'Node',
    menuGroup: 3,
    shortcuts: { comfyui: ['Ctrl+G'], blender: ['Ctrl+J', 'Ctrl+G'] },
    words: 'frame section backdrop',
    isEnabled: hasOpen,
    run: addGroup,
  },
  {
    id: 'node.note',
    label: 'Add note',
    category: 'Node',
    menuGroup: 3,
    shortcuts: NO_KEYS,
    words: 'comment text sticky',
    isEnabled: hasOpen,
    run: addNote,
  },
  {
    id: 'node.find',
    label: 'Find in workflow',
    category: 'Edit',
    menuGroup: 5,
    shortcuts: sameKeys('Ctrl+F'),
    words: 'search locate',
    isEnabled: hasOpen,
    run: () => findStore.setState({ isOpen: true }),
  },
];

/** Zoom. */
export const canvasCommands: readonly Command[] = [
  {
    id: 'canvas.zoom-in',
    label: 'Zoom in',
    category: 'View',
    menuGroup: 4,
    shortcuts: sameKeys('Alt+=', '+'),
    repeats: true,
    run: () => zoomBy(1.25),
  },
  {
    id: 'canvas.zoom-out',
    label: 'Zoom out',
    category: 'View',
    menuGroup: 4,
    shortcuts: sameKeys('Alt+-', '-'),
    repeats: true,
    run: () => zoomBy(0.8),
  },
  {
    id: 'canvas.zoom-whole',
    label: 'Zoom to 100 %',
    category: 'View',
    menuGroup: 4,
    shortcuts: sameKeys('1'),
    run: () => zoomTo(1),
  },
];

/**
 * Tab adds a node where the pointer is at work on the canvas and nothing has the focus. Otherwise it moves on as everywhere:
 * who works by keys alone would not get past the canvas.
 */
function mayTakeTab(): boolean {
  const { activeElement } = document;
  const stage = currentStage();
  if (!stage?.pointer || !stage.isPointed) return false;
  return activeElement === null || activeElement === document.body || activeElement.id === 'canvas';
}
