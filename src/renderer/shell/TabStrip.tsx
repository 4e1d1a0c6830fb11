import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { closeTab } from '../commands/file-open.ts';
import { useCommand } from '../commands/use-editor.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { isDirty, type Tab } from '../state/document-store.ts';

/** The open workflows. */
export function TabStrip() {
  const tabs = useStore(editor.documents, (state) => state.tabs);
  const activeId = useStore(editor.documents, (state) => state.activeId);
  const add = useCommand('file.new');
  const list = useRef<HTMLDivElement>(null);
  // The active tab stays in sight, also when what stands beside the tabs takes more room.
  useEffect(() => {
    const shown = list.current!.querySelector(`[data-tab="${activeId}"]`);
    const sizes = new ResizeObserver(() => shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
    sizes.observe(list.current!);
    return () => sizes.disconnect();
  }, [activeId]);

  function step(event: KeyboardEvent<HTMLDivElement>) {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = tabs.findIndex((tab) => tab.id === activeId);
    const next = by !== 0 ? tabs[(at + by + tabs.length) % tabs.length] : undefined;
    if (event.key === 'Delete' && activeId) closeTab(editor, activeId);
    if (!next) return;
    event.preventDefault();
    editor.documents.getState().activate(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  }

  return (
    <div className="tabs">
      <div className="tabs__list" role="tablist" aria-label="Open workflows" ref={list} onKeyDown={step}>
        {tabs.map((tab) => (
          <WorkflowTab key={tab.id} tab={tab} isActive={tab.id === activeId} />
        ))}
      </div>
      <IconButton icon={Plus} label={add.command.label} chord={add.chord} onClick={add.run} />
    </div>
  );
}

function WorkflowTab({ tab, isActive }: { readonly tab: Tab; readonly isActive: boolean }) {
  const { name } = tab.versioned.workflow;
  const isUnsaved = isDirty(tab);
  const close = (event: MouseEvent) => {
    event.stopPropagation();
    closeTab(editor, tab.id);
  };
  return (
    <button
      type="button"
      role="tab"
      className={isActive ? 'tab tab--active' : 'tab'}
      data-tab={tab.id}
      aria-selected={isActive}
      aria-controls="work"
      aria-keyshortcuts="Delete"
      tabIndex={isActive ? 0 : -1}
      title={tab.path ?? `${name} (not saved to a file yet)`}
      onClick={() => editor.documents.getState().activate(tab.id)}
      onAuxClick={(event) => event.button === 1 && close(event)}
    >
      {isUnsaved && (
        <span className="tab__dot">
          <span className="unseen">unsaved</span>
        </span>
      )}
      <span className="tab__name clip">{name}</span>
      {/* For the mouse; the keyboard closes a tab with Delete. */}
      <span className="tab__close" title={`Close ${name}`} aria-hidden onClick={close}>
        <X size={12} />
      </span>
    </button>
  );
}
