import { frameNodes } from '../stage/view-moves.ts';
import { activeTab, activeWorkflow } from '../state/document-store.ts';
import { copyCommands, duplicateCommands } from './clipboard.ts';
import { type Command, NO_KEYS, sameKeys } from './command.ts';
import { removeSelection } from './edit-remove.ts';
import type { Editor } from './editor.ts';
import { pasteCommands } from './paste.ts';

function hasSelection({ views }: Editor): boolean {
  const { nodes, edges, groups, notes } = views.getState().selection;
  return nodes.size + edges.size + groups.size + notes.size > 0;
}

function workflowOf({ documents }: Editor) {
  return activeWorkflow(documents.getState());
}

/** Selects the nodes that feed the selected ones, or that they feed, all the way. */
function selectAlong({ documents, views }: Editor, direction: 'inputs' | 'outputs'): void {
  const workflow = activeWorkflow(documents.getState());
  const found = new Set(views.getState().selection.nodes);
  const open = [...found];
  while (open.length > 0) {
    for (const edge of workflow?.edgesOf.get(open.pop()!)?.[direction] ?? []) {
      const next = direction === 'inputs' ? edge.from.node : edge.to.node;
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  views.getState().select({ nodes: found });
}

/** Undo, clipboard, removal and selection. */
export const editCommands: readonly Command[] = [
  {
    id: 'edit.undo',
    label: 'Undo',
    category: 'Edit',
    menuGroup: 1,
    shortcuts: sameKeys('Ctrl+Z'),
    repeats: true,
    isEnabled: ({ documents }) => activeTab(documents.getState())?.versioned.history.past != null,
    run: ({ documents }) => void documents.getState().undo(),
  },
  {
    id: 'edit.redo',
    label: 'Redo',
    category: 'Edit',
    menuGroup: 1,
    shortcuts: { comfyui: ['Ctrl+Y', 'Ctrl+Shift+Z'], blender: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
    repeats: true,
    isEnabled: ({ documents }) => activeTab(documents.getState())?.versioned.history.future != null,
    run: ({ documents }) => void documents.getState().redo(),
  },
  ...copyCommands,
  ...pasteCommands,
  ...duplicateCommands,
  {
    id: 'edit.delete',
    label: 'Delete',
    category: 'Edit',
    menuGroup: 3,
    shortcuts: { comfyui: ['Delete', 'Backspace'], blender: ['X', 'Delete'] },
    words: 'remove',
    isEnabled: hasSelection,
    run: () => removeSelection(false),
  },
  {
    id: 'edit.delete-and-heal',
    label: 'Delete and heal',
    category: 'Edit',
    menuGroup: 3,
    shortcuts: { comfyui: ['Ctrl+Delete', 'Ctrl+Backspace'], blender: ['Ctrl+X', 'Ctrl+Delete'] },
    words: 'dissolve remove reconnect',
    isEnabled: ({ views }) => views.getState().selection.nodes.size > 0,
    run: () => removeSelection(true, 'Delete and heal'),
  },
  {
    id: 'edit.select-all',
    label: 'Select all',
    category: 'Edit',
    menuGroup: 4,
    shortcuts: { comfyui: ['Ctrl+A'], blender: ['A', 'Ctrl+A'] },
    isEnabled: (editor) => (workflowOf(editor)?.nodes.size ?? 0) > 0,
    run(editor) {
      const workflow = workflowOf(editor);
      if (!workflow) return;
      const ids = (items: Iterable<{ readonly id: string }>) => new Set([...items].map(({ id }) => id));
      editor.views.getState().select({
        nodes: ids(workflow.nodes),
        groups: ids(workflow.groups),
        notes: ids(workflow.notes),
      });
    },
  },
  {
    id: 'edit.select-none',
    label: 'Select nothing',
    category: 'Edit',
    menuGroup: 4,
    shortcuts: { comfyui: ['Escape'], blender: ['Alt+A', 'Escape'] },
    words: 'deselect clear',
    isEnabled: hasSelection,
    run: ({ views }) => views.getState().select({}),
  },
  {
    id: 'edit.select-upstream',
    label: 'Select what feeds this',
    category: 'Edit',
    menuGroup: 4,
    shortcuts: { comfyui: ['Alt+U'], blender: ['L'] },
    words: 'upstream inputs linked',
    isEnabled: ({ views }) => views.getState().selection.nodes.size > 0,
    run: (editor) => selectAlong(editor, 'inputs'),
  },
  {
    id: 'edit.select-downstream',
    label: 'Select what this feeds',
    category: 'Edit',
    menuGroup: 4,
    shortcuts: { comfyui: ['Alt+D'], blender: ['Shift+L'] },
    words: 'downstream outputs linked',
    isEnabled: ({ views }) => views.getState().selection.nodes.size > 0,
    run: (editor) => selectAlong(editor, 'outputs'),
  },
  {
    id: 'edit.show-selection',
    label: 'Frame selection',
    category: 'View',
    menuGroup: 3,
    shortcuts: { comfyui: ['.', 'F'], blender: ['Numpad.', '.', 'F'] },
    words: 'zoom focus fit',
    isEnabled: (editor) => (workflowOf(editor)?.nodes.size ?? 0) > 0,
    run: ({ views }) => {
      const { nodes } = views.getState().selection;
      frameNodes(nodes.size > 0 ? nodes : null);
    },
  },
  {
    id: 'edit.show-all',
    label: 'Frame everything',
    category: 'View',
    menuGroup: 3,
    shortcuts: sameKeys('Home'),
    words: 'zoom fit overview',
    run: () => frameNodes(null),
  },
  {
    id: 'edit.toggle-minimap',
    label: 'Minimap',
    category: 'View',
    menuGroup: 3,
    shortcuts: { comfyui: ['Alt+M'], blender: ['Alt+M'] },
    isChecked: ({ views }) => views.getState().minimapOpen,
    run: ({ views }) => views.setState(({ minimapOpen }) => ({ minimapOpen: !minimapOpen })),
  },
  {
    id: 'edit.remove-edges',
    label: 'Disconnect',
    category: 'Node',
    menuGroup: 2,
    shortcuts: NO_KEYS,
    words: 'edges wires unlink',
    isEnabled: ({ views }) => views.getState().selection.nodes.size > 0,
    run(editor) {
      const workflow = workflowOf(editor);
      const edges = new Set<string>();
      for (const id of editor.views.getState().selection.nodes) {
        const at = workflow?.edgesOf.get(id);
        for (const edge of [...(at?.inputs ?? []), ...(at?.outputs ?? [])]) edges.add(edge.id);
      }
      const edits = [...edges].map((id) => ({ kind: 'remove-edge', id }) as const);
      if (edits.length > 0) editor.documents.getState().edit({ kind: 'batch', edits }, 'Disconnect');
    },
  },
];
