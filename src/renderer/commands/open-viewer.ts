import { viewStore } from '../state/view-store.ts';

/** Shows what an output gave in the viewer. */
export function openViewer(nodeId: string, port: string): void {
  viewStore.setState({ viewerTarget: { nodeId, port }, drawer: 'viewer' });
}
