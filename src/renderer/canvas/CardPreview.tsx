import { memo } from 'react';
import { cellAt, placesOf, placesText } from '../../engine/places.ts';
import { isPendingAsset, type ValueKind } from '../../engine/value.ts';
import { edgeInto, type WorkflowNode } from '../../engine/workflow.ts';
import { openViewer } from '../commands/open-viewer.ts';
import { Poster } from '../previews/Poster.tsx';
import { ValuePreview } from '../previews/ValuePreview.tsx';
import { axesOfPort, cellPlan, valueAt } from '../state/cell-values.ts';
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

/** What the node gives or, where it gives nothing, what it gets; of several the one that is looked at, by its name. */
export const CardPreview = memo(function CardPreview({
  id,
  side,
  ports,
  top,
  height,
  width,
}: CardPreviewProps) {
  const filled = useTabRun((run) => ports.find(({ port }) => shownValue(run, id, port) !== undefined));
  const edge = useOfNode(id, (workflow) =>
    side === 'output' || !workflow
      ? undefined
      : ports.map(({ port }) => edgeInto(workflow, { node: id, port })).find((found) => found !== undefined),
  );
  const own = side === 'output' ? (filled ?? ports[0]!) : ports.find(({ port }) => port === edge?.to.port);
  const { node, port } = side === 'output' ? { node: id, port: own!.port } : (edge?.from ?? NOWHERE);
  const value = useTabRun((run) => shownValue(run, node, port));
  const among = useTabRun((run) => amongText(run, node, port));
  // What is planned from a file has read it, so that it is there.
  const isPlanned = useTabRun((run) => cellPlan(run, node)?.forecast?.[port] !== undefined);
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
      {own && value !== undefined ? (
        <ValuePreview kind={own.kind} value={value} shownWidth={width} />
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
        <span className="card__empty">{side === 'input' && !edge ? 'Connect an output' : 'Nothing yet'}</span>
      )}
      {among && (
        <span className="card__among clip" data-kind={own?.kind} title={among}>
          {among}
        </span>
      )}
    </div>
  );
});

const NOWHERE = { node: '', port: '' };

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

/** The value at an output, unless its file is yet to be made. */
function shownValue(run: TabRun, node: string, port: string): unknown {
  const value = valueAt(run, node, port);
  const asset = (value as { readonly asset?: unknown } | null | undefined)?.asset;
  return typeof asset === 'string' && isPendingAsset(asset) ? undefined : value;
}

/** Which of several is shown: `harbor · 1 of 4`; empty where there is only one. */
function amongText(run: TabRun, node: string, port: string): string {
  const axes = axesOfPort(run, node, port);
  const count = axes.reduce((product, { length }) => product * length, 1);
  if (count < 2) return '';
  const cell = cellAt(axes, run.where);
  return `${placesText(placesOf(axes, cell))} · ${cell + 1} of ${count}`;
}
