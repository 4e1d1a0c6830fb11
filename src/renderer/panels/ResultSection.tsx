import { Maximize2 } from 'lucide-react';
import type { NodeType } from '../../engine/define-node.ts';
import { formatUsd } from '../../fal/price.ts';
import { openViewer } from '../commands/open-viewer.ts';
import { KIND_LOOK } from '../look/kind-look.ts';
import { formatElapsed } from '../parts/format-facts.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { PlaceSteps } from '../parts/PlaceSteps.tsx';
import { ValuePreview } from '../previews/ValuePreview.tsx';
import { axesOfNode } from '../state/cell-values.ts';
import { useCellRun, useNodePlan } from '../state/use-run.ts';
import { useNodeOutputs } from './node-outputs.ts';

/** What the node gives, with its time and cost after a run. */
export function ResultSection({ nodeId, type }: { readonly nodeId: string; readonly type: NodeType }) {
  const outputs = useNodeOutputs(nodeId, type);
  const run = useCellRun(nodeId);
  const axes = axesOfNode(useNodePlan(nodeId));
  if (outputs.length === 0 && axes.length === 0) return null;
  return (
    <section className="facts" aria-label="Outputs">
      <PlaceSteps axes={axes} />
      {outputs.map(({ port, label, kind, value }) => (
        <div key={port} className="output">
          <h3>
            <span className="output__dot" style={{ background: `var(${KIND_LOOK[kind].colorVar})` }} />
            {label}
            <IconButton
              icon={Maximize2}
              size={13}
              label={`Show ${label} in the viewer`}
              side="left"
              className="icon-button icon-button--small output__open"
              onClick={() => openViewer(nodeId, port)}
            />
          </h3>
          <ValuePreview kind={kind} value={value} shownWidth={280} />
        </div>
      ))}
      {run.state === 'done' && (
        <p className="quiet small">
          {run.cached ? 'Kept from before' : run.timeMs !== null && `Took ${formatElapsed(run.timeMs)}`}
          {run.costUsd !== null && ` · ${formatUsd(run.costUsd, 'after')}`}
        </p>
      )}
    </section>
  );
}
