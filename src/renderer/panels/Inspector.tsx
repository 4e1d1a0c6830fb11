import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { ErrorBoundary } from '../boundaries/ErrorBoundary.tsx';
import { editor } from '../commands/editor.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { SplitHandle } from '../parts/SplitHandle.tsx';
import { useNode } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';
import { inspectedNode } from '../state/view-store.ts';
import { NodeInspector } from './NodeInspector.tsx';
import { SelectionFacts } from './SelectionFacts.tsx';
import { WorkflowFacts } from './WorkflowFacts.tsx';

/** Everything about what is selected; about the whole workflow where nothing is. */
export function Inspector() {
  const width = useStore(editor.views, (state) => state.rightWidth);
  const nodeId = useStore(editor.views, inspectedNode);
  const count = useStore(editor.views, (state) => state.selection.nodes.size);
  const node = useNode(nodeId ?? '');
  const plan = useTabRun((run) => run.plan);
  const runs = useTabRun((run) => run.nodes);
  return (
    <aside className="panel panel--right" aria-label="Inspector" id="inspector" tabIndex={-1}>
      <SplitHandle
        label="Width of the inspector"
        axis="x"
        direction={-1}
        size={width}
        min={260}
        max={480}
        className="split--left"
        onResize={(rightWidth) => editor.views.setState({ rightWidth })}
      />
      <IconButton
        icon={X}
        size={14}
        label="Fold the inspector"
        className="icon-button icon-button--small panel__fold"
        onClick={() => editor.views.setState({ inspectorOpen: false })}
      />
      <div className="panel__scroll">
        <ErrorBoundary key={nodeId} what="The inspector" of={[node, count, plan, runs]}>
          {node ? (
            <NodeInspector key={node.id} nodeId={node.id} />
          ) : count > 1 ? (
            <SelectionFacts />
          ) : (
            <WorkflowFacts />
          )}
        </ErrorBoundary>
      </div>
    </aside>
  );
}
