import { memo } from 'react';
import { isPendingAsset, type ValueKind } from '../../engine/value.ts';
import { edgeInto, type WorkflowNode } from '../../engine/workflow.ts';
import { openViewer } from '../commands/open-viewer.ts';
import { Poster } from '../previews/Poster.tsx';
import { ValuePreview } from '../previews/ValuePreview.tsx';
import { registry } from '../state/registry.ts';
import type { TabRun } from '../state/run-store.ts';
import { useOfNode } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';

interface CardPreviewProps {
  readonly id: string;
  readonly side: 'input' | 'output';
  readonly ports: readonly { readonly port: string; readonly kind: ValueKind }[];
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

/** What the node gives or, where it gives nothing, what it gets. */
export const CardPreview = memo(function CardPreview({
  id,
  side,
  ports,
  top,
  height,
  width,
}: CardPreviewProps) {
  const filled = useTabRun((run) => ports.find(({ port }) => valueAt(run, id, port) !== undefined));
  const source = useOfNode(id, (workflow) => {
    const own = filled ?? ports[0]!;
    if (side === 'output') return `${id} ${own.port} ${own.kind}`;
    for (const { port, kind } of ports) {
      const edge = workflow && edgeInto(workflow, { node: id, port });
      if (edge) return `${edge.from.node} ${edge.from.port} ${kind}`;
    }
    return null;
  });
  const [node = '', port = '', kind] = source?.split(' ') ?? [];
  const value = useTabRun((run) => firstOf(valueAt(run, node, port), kind));
  // What is planned from a file has read it, so that it is there.
  const isPlanned = useTabRun((run) => run.plan?.nodes[node]?.forecast?.[port] !== undefined);
  const file = useOfNode(id, (workflow) =>
    side === 'output' && isPlanned ? fileOf(workflow?.nodes.get(id)) : null,
  );
  const layer = useOfNode(id, (workflow) => layerOf(workflow?.nodes.get(id)));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the inspector has a button that opens the viewer
    <div
      className="card__preview"
      style={{ top, height }}
      onDoubleClick={(event) => {
        event.stopPropagation();
        if (value !== undefined) openViewer(node, port);
      }}
    >
      {kind && value !== undefined ? (
        <ValuePreview kind={kind as ValueKind} value={value} shownWidth={width} />
      ) : file ? (
        <div className="preview preview--picture">
          <Poster
            asset={file}
            name="The file, before this node has run"
            width={16}
            height={9}
            shownWidth={width}
            layer={layer}
          />
        </div>
      ) : (
        <span className="card__empty">
          {side === 'input' && !source ? 'Connect an output' : 'Nothing yet'}
        </span>
      )}
    </div>
  );
});

/** The file that a node is told to work on, where it lies in the asset store. */
function fileOf(node: WorkflowNode | undefined): string | null {
  const params = (node && registry.of(node)?.params) ?? {};
  for (const [id, { kind }] of Object.entries(params)) {
    if (kind !== 'media') continue;
    const asset = (node?.params[id] as { readonly asset?: unknown } | null | undefined)?.asset;
    if (typeof asset === 'string') return asset;
  }
  return null;
}

/** The layer of that file that it is told to take. */
function layerOf(node: WorkflowNode | undefined): string | undefined {
  const params = (node && registry.of(node)?.params) ?? {};
  const id = Object.keys(params).find((one) => params[one]!.kind === 'layer');
  const layer = id === undefined ? undefined : node?.params[id];
  return typeof layer === 'string' ? layer : undefined;
}

/** A list shows its first element; a stack of LoRAs is one value. */
function firstOf(value: unknown, kind: string | undefined): unknown {
  return Array.isArray(value) && kind !== 'loras' ? value[0] : value;
}

/** The value at an output: what the last run made, else what the plan knows beforehand. */
function valueAt(run: TabRun, node: string, port: string): unknown {
  const result = run.nodes[node];
  if (result?.state === 'done' && result.outputs[port] !== undefined) return result.outputs[port];
  const forecast = run.plan?.nodes[node]?.forecast?.[port];
  const asset = (forecast as { readonly asset?: unknown } | undefined)?.asset;
  return typeof asset === 'string' && isPendingAsset(asset) ? undefined : forecast;
}
