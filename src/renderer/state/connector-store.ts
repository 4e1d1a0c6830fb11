import { createStore } from 'zustand/vanilla';

/** The list by which the keyboard connects a node, while it is open. */
export const connectorStore = createStore<{ readonly nodeId: string | null }>(() => ({ nodeId: null }));

export function openConnector(nodeId: string): void {
  connectorStore.setState({ nodeId });
}
