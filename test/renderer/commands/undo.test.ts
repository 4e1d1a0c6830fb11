import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { workflowOfJson } from '../../../src/engine/load-document.ts';
import { saveWorkflow } from '../../../src/engine/save-document.ts';
import type { Position, Workflow } from '../../../src/engine/workflow.ts';
import { COMMANDS } from '../../../src/renderer/commands/index.ts';
import { activeTab, documentStore } from '../../../src/renderer/state/document-store.ts';
import { registry } from '../../../src/renderer/state/registry.ts';
import { smallGraph } from '../../e2e/graphs.ts';
import { type Act, arbitraryAct, EDITING_COMMANDS, HAND_NAMES, perform } from './arbitrary-act.ts';

// The layout engine runs in a worker of the browser; what matters here is what is done with its answer.
vi.mock('../../../src/renderer/commands/layout-auto.ts', () => ({
  layOut: async (_workflow: Workflow, ids: ReadonlySet<string>) =>
    new Map([...ids].map((id, place): [string, Position] => [id, { x: place * 240, y: 0 }])),
}));

/** The small graph with a clip, a node that fits on the clip's edge, a group and a note. */
function firstGraph() {
  const graph = smallGraph();
  const extra = (id: string, type: string, y: number) => ({
    ...graph.nodes[3],
    id,
    type,
    position: { x: -320, y },
  });
  const edge = { from: { node: 'clip', port: 'video' }, to: { node: 'request', port: 'video' } };
  return {
    ...graph,
    nodes: [...graph.nodes, extra('clip', 'video-input', 0), extra('conform', 'conform-video', 300)],
    edges: [...graph.edges, edge],
    groups: [{ id: 'group', title: 'Shot', rect: { x: -360, y: -60, width: 300, height: 700 } }],
    notes: [{ id: 'note', text: 'Dawn', rect: { x: 600, y: 400, width: 240, height: 120 } }],
  };
}
const FIRST = firstGraph();
/** What changes the document while it goes on. */
const DRAGS: ReadonlySet<string> = new Set(['drag a number', 'resize a node']);
const COPY: Act = { kind: 'command', id: 'edit.copy', selected: [0, 1] };

const tab = () => activeTab(documentStore.getState())!;
const text = () => saveWorkflow(tab().versioned.workflow);
const depth = () => tab().versioned.history.past?.depth ?? 0;

function open(): void {
  for (const { id } of documentStore.getState().tabs) documentStore.getState().closeTab(id);
  const loaded = workflowOfJson(FIRST, registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  documentStore.getState().openTab({ workflow: loaded.workflow });
}

test('whatever is done, each act is one step, and undo and redo lead through the very same documents', async () => {
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryAct, { minLength: 1, maxLength: 20 }), async (acts) => {
      open();
      await perform(COPY);
      const documents = [text()];
      for (const act of acts) {
        const before = depth();
        await perform(act);
        const after = text();
        const steps = depth() - before;
        const name = act.kind === 'command' ? act.id : act.does;
        if (after !== documents.at(-1)) {
          expect(steps).toBe(1);
          done.add(name);
        } else if (!DRAGS.has(name)) {
          // Only a drag that comes back to where it began may leave a step that changes nothing.
          expect(steps).toBe(0);
        }
        if (steps > 0) documents.push(after);
      }
      for (const document of documents.slice(0, -1).reverse()) {
        expect(documentStore.getState().undo()).not.toBeNull();
        expect(text()).toBe(document);
      }
      expect(documentStore.getState().undo()).toBeNull();
      for (const document of documents.slice(1)) {
        expect(documentStore.getState().redo()).not.toBeNull();
        expect(text()).toBe(document);
      }
      expect(documentStore.getState().redo()).toBeNull();
    }),
    { numRuns: 500 },
  );
  // A sequence in which a command never had anything to do would prove nothing about it.
  const tried = [...EDITING_COMMANDS, ...HAND_NAMES].filter((name) => name !== 'edit.copy');
  expect(tried.filter((name) => !done.has(name))).toEqual([]);
});

test('every command of the node and edit menus that edits is among those tried', () => {
  const asks = [
    'edit.paste-request',
    'node.add',
    'node.add-by-tab',
    'node.connect',
    'node.rename',
    'node.find',
  ];
  const looks = /^edit\.(undo|redo|select-.*|show-.*|toggle-.*)$/;
  const byHand = /^node\.change-endpoint\./;
  const editing = COMMANDS.filter(
    ({ id }) => /^(edit|node|layout)\./.test(id) && !asks.includes(id) && !looks.test(id) && !byHand.test(id),
  );
  expect(editing.map(({ id }) => id).sort()).toEqual([...EDITING_COMMANDS].sort());
});
