import { type Places, placesKey } from '../../engine/places.ts';
import { documentStore } from '../state/document-store.ts';
import { runStore } from '../state/run-store.ts';
import { viewStore } from '../state/view-store.ts';

/** Shows what an output gave in the viewer. */
export function openViewer(nodeId: string, port: string): void {
  viewStore.setState({ viewerTarget: { nodeId, port }, drawer: 'viewer' });
}

interface TakeToShow {
  readonly jobId: string;
  readonly nodeId: string;
  readonly places: Places | null;
  readonly asset: string | null;
}

/**
 * Shows a take in the viewer. Where it is one of several that its node in the open tab gives now, the editor goes to its
 * place, so that the others are a step away.
 */
export function openTake({ jobId, nodeId, places, asset }: TakeToShow): void {
  const { activeId } = documentStore.getState();
  const run = activeId === null ? undefined : runStore.getState().byTab[activeId];
  const cell = run?.nodes[nodeId]?.cells[placesKey(places ?? {})];
  const outputs = Object.entries(cell?.state === 'done' ? cell.outputs : {});
  const port = outputs.find(([, value]) => asset !== null && assetOf(value) === asset)?.[0];
  const axes = Object.entries(places ?? {});
  if (activeId === null || port === undefined || axes.length === 0) {
    viewStore.setState({ viewerTarget: { jobId }, drawer: 'viewer' });
    return;
  }
  for (const [axisId, place] of axes) runStore.getState().lookAt(activeId, axisId, place);
  openViewer(nodeId, port);
}

const assetOf = (value: unknown) => (value as { readonly asset?: unknown } | null | undefined)?.asset;
