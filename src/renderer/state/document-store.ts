import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Edit } from '../../engine/edits.ts';
import {
  abandonGesture,
  commit,
  EMPTY_HISTORY,
  endGesture,
  redo,
  undo,
  type Versioned,
} from '../../engine/history.ts';
import type { Workflow } from '../../engine/workflow.ts';

/** One open workflow. */
export interface Tab {
  readonly id: string;
  readonly versioned: Versioned;
  /** Its file on the host, or null for one that was never saved. */
  readonly path: string | null;
  /** The workflow as it lies on disk; the tab is dirty while `versioned.workflow` is another object. */
  readonly savedWorkflow: Workflow | null;
  /** Content hash of the file as it was opened or saved. */
  readonly fileVersion: string | null;
  readonly draftId: string;
}

export interface NewTab {
  readonly workflow: Workflow;
  readonly path?: string | null;
  readonly fileVersion?: string | null;
  /** `true` when the workflow is what lies on disk. */
  readonly isSaved?: boolean;
  readonly draftId?: string;
}

export interface DocumentState {
  readonly tabs: readonly Tab[];
  readonly activeId: string | null;
  /** Commits an edit on the active tab; edits with the same gesture key in a row are one step of undo. */
  edit(edit: Edit, label: string, gesture?: string): void;
  /** Commits an edit on any tab. */
  editTab(id: string, edit: Edit, label: string): void;
  /** Label of what was taken back, or null when there was nothing. */
  undo(): string | null;
  redo(): string | null;
  /** The next edit is a step of its own, even with the same gesture key. */
  endGesture(): void;
  /** Takes back what this gesture has done so far, without a trace. */
  abandonGesture(gesture: string): void;
  /** Opens a tab, activates it and returns its id. */
  openTab(tab: NewTab): string;
  closeTab(id: string): void;
  activate(id: string): void;
  moveTab(id: string, toIndex: number): void;
  /** Puts another document into a tab, e.g. an earlier version; its undo starts anew. */
  replaceWorkflow(id: string, workflow: Workflow, isSaved?: boolean): void;
  /** Remembers that this very workflow now lies on disk. */
  markSaved(id: string, workflow: Workflow, path: string, fileVersion: string | null): void;
}

export type DocumentStore = StoreApi<DocumentState>;

export function createDocumentStore(): DocumentStore {
  return createStore<DocumentState>((set, get) => {
    const changeTab = (id: string | null, change: (tab: Tab) => Tab): void => {
      const { tabs } = get();
      const at = tabs.findIndex((tab) => tab.id === id);
      const tab = tabs[at];
      if (!tab) return;
      const next = change(tab);
      if (next !== tab) set({ tabs: tabs.with(at, next) });
    };
    const travel = (direction: typeof undo, lastLabel: (tab: Tab) => string | undefined): string | null => {
      const tab = activeTab(get());
      const versioned = tab && direction(tab.versioned);
      if (!tab || !versioned) return null;
      const label = lastLabel(tab) ?? '';
      changeTab(tab.id, () => ({ ...tab, versioned }));
      return label;
    };
    return {
      tabs: [],
      activeId: null,
      edit: (edit, label, gesture) =>
        changeTab(get().activeId, (tab) => ({
          ...tab,
          versioned: commit(tab.versioned, edit, label, gesture),
        })),
      editTab: (id, edit, label) =>
        changeTab(id, (tab) => ({ ...tab, versioned: commit(tab.versioned, edit, label) })),
      undo: () => travel(undo, (tab) => tab.versioned.history.past?.label),
      redo: () => travel(redo, (tab) => tab.versioned.history.future?.label),
      endGesture: () =>
        changeTab(get().activeId, (tab) => {
          const history = endGesture(tab.versioned.history);
          if (history === tab.versioned.history) return tab;
          return { ...tab, versioned: { ...tab.versioned, history } };
        }),
      abandonGesture: (gesture) =>
        changeTab(get().activeId, (tab) => {
          const versioned = abandonGesture(tab.versioned, gesture);
          return versioned === tab.versioned ? tab : { ...tab, versioned };
        }),
      openTab({ workflow, path = null, fileVersion = null, isSaved = false, draftId }) {
        const id = crypto.randomUUID();
        const tab: Tab = {
          id,
          versioned: { workflow, history: EMPTY_HISTORY },
          path,
          savedWorkflow: isSaved ? workflow : null,
          fileVersion,
          draftId: draftId ?? crypto.randomUUID(),
        };
        set({ tabs: [...get().tabs, tab], activeId: id });
        return id;
      },
      closeTab(id) {
        const { tabs, activeId } = get();
        const at = tabs.findIndex((tab) => tab.id === id);
        if (at < 0) return;
        const left = tabs.toSpliced(at, 1);
        const neighbour = left[Math.min(at, left.length - 1)];
        set({ tabs: left, activeId: activeId === id ? (neighbour?.id ?? null) : activeId });
      },
      activate(id) {
        if (get().tabs.some((tab) => tab.id === id)) set({ activeId: id });
      },
      moveTab(id, toIndex) {
        const { tabs } = get();
        const tab = tabs.find((other) => other.id === id);
        if (tab) set({ tabs: tabs.filter((other) => other !== tab).toSpliced(toIndex, 0, tab) });
      },
      replaceWorkflow: (id, workflow, isSaved = false) =>
        changeTab(id, (tab) => ({
          ...tab,
          versioned: { workflow, history: EMPTY_HISTORY },
          savedWorkflow: isSaved ? workflow : tab.savedWorkflow,
        })),
      markSaved: (id, workflow, path, fileVersion) =>
        changeTab(id, (tab) => ({ ...tab, path, fileVersion, savedWorkflow: workflow })),
    };
  });
}

export function activeTab(state: DocumentState): Tab | undefined {
  return state.tabs.find((tab) => tab.id === state.activeId);
}

export function activeWorkflow(state: DocumentState): Workflow | undefined {
  return activeTab(state)?.versioned.workflow;
}

/** Whether there is something that only the draft holds. */
export function isDirty(tab: Tab): boolean {
  return tab.savedWorkflow !== tab.versioned.workflow;
}

/** The open workflows of this window. */
export const documentStore: DocumentStore = createDocumentStore();
