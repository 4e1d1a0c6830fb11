import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ValueKind } from '../../engine/value.ts';
import type { PortAddress } from '../../engine/workflow.ts';
import { type DocumentStore, documentStore } from './document-store.ts';

export interface Selection {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly notes: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();
export const NOTHING_SELECTED: Selection = { nodes: NOBODY, edges: NOBODY, groups: NOBODY, notes: NOBODY };

/** Canvas px = flow px × zoom + offset. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface PortPlace extends PortAddress {
  readonly side: 'input' | 'output';
}

/** The loose edge in the user's hand. */
export interface Connecting {
  readonly from: PortPlace;
  readonly kind: ValueKind;
  /** The edge that was taken off its input and goes when dropped elsewhere. */
  readonly detached: string | null;
}

export type PanelName = 'nodes' | 'templates' | 'assets' | 'history';
export type ViewerTarget =
  | { readonly nodeId: string; readonly port: string }
  | { readonly asset: string; readonly name: string }
  | { readonly jobId: string };

export interface ViewState {
  readonly selection: Selection;
  /** Where the canvas came to rest; while it moves the canvas alone knows. Null before it was first shown. */
  readonly viewport: Viewport | null;
  readonly isFar: boolean;
  readonly hoveredPort: PortPlace | null;
  readonly connecting: Connecting | null;
  readonly panel: PanelName | null;
  readonly drawer: 'queue' | 'viewer' | null;
  readonly drawerHeight: number;
  readonly leftWidth: number;
  readonly rightWidth: number;
  readonly inspectorOpen: boolean;
  readonly minimapOpen: boolean;
  readonly viewerTarget: ViewerTarget | null;
  select(selection: Partial<Selection>): void;
  /** Adds what is not selected and takes out what is. */
  toggle(kind: keyof Selection, id: string): void;
}

export type ViewStore = StoreApi<ViewState>;

/** Selection and viewport are kept per tab and come back with it. */
export function createViewStore(documents: DocumentStore): ViewStore {
  const store = createStore<ViewState>((set, get) => ({
    selection: NOTHING_SELECTED,
    viewport: null,
    isFar: false,
    hoveredPort: null,
    connecting: null,
    panel: 'nodes',
    drawer: null,
    drawerHeight: 280,
    leftWidth: 260,
    rightWidth: 300,
    inspectorOpen: true,
    minimapOpen: true,
    viewerTarget: null,
    select: (selection) => {
      const next = { ...NOTHING_SELECTED, ...selection };
      if (!isSameSelection(next, get().selection)) set({ selection: next });
    },
    toggle(kind, id) {
      const ids = new Set(get().selection[kind]);
      if (!ids.delete(id)) ids.add(id);
      set({ selection: { ...get().selection, [kind]: ids } });
    },
  }));
  const kept = new Map<string, Pick<ViewState, 'selection' | 'viewport'>>();
  documents.subscribe(({ activeId, tabs }, before) => {
    if (activeId === before.activeId) return;
    const { selection, viewport } = store.getState();
    if (before.activeId !== null) kept.set(before.activeId, { selection, viewport });
    for (const id of kept.keys()) if (!tabs.some((tab) => tab.id === id)) kept.delete(id);
    const again = activeId === null ? undefined : kept.get(activeId);
    store.setState({
      selection: again?.selection ?? NOTHING_SELECTED,
      viewport: again?.viewport ?? null,
      connecting: null,
      hoveredPort: null,
    });
  });
  return store;
}

function isSameSelection(a: Selection, b: Selection): boolean {
  return (
    isSameSet(a.nodes, b.nodes) &&
    isSameSet(a.edges, b.edges) &&
    isSameSet(a.groups, b.groups) &&
    isSameSet(a.notes, b.notes)
  );
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a === b || (a.size === b.size && a.isSubsetOf(b));
}

/** The one node that the inspector shows, or null when none or several are selected. */
export function inspectedNode({ selection }: ViewState): string | null {
  if (selection.nodes.size !== 1) return null;
  const [id] = selection.nodes;
  return id ?? null;
}

export const viewStore: ViewStore = createViewStore(documentStore);
